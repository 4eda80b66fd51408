package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.Reporter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token to connect to a SQL database with, of whoever is signed in to Azure.
 *
 * @see <a href="https://learn.microsoft.com/sql/connect/jdbc/connecting-using-azure-active-directory-authentication">
 *     Microsoft's JDBC driver: connecting with an access token</a>
 */
public final class DatabaseToken {

    private static final String SCOPE = "https://database.windows.net/.default";

    private static Optional<FabricToken> token = Optional.empty();

    private DatabaseToken() {}

    /**
     * One for all connections, as long as it is valid.
     *
     * @throws MirroringException if nobody is signed in
     */
    public static synchronized String get() {
        FabricToken ofThisProcess = token.orElseGet(
                () -> new FabricToken(new PatientCredential(SignIn.defaultCredential(), new LoggingReporter()), SCOPE));
        token = Optional.of(ofThisProcess);
        try {
            return ofThisProcess.get().getToken();
        } catch (RuntimeException e) {
            LoggingReporter.LOG.debug("No token: {}", Sentences.story(e));
            throw new MirroringException(SignIn.noToken(SCOPE, "connect to the database with", e));
        }
    }

    /** Nobody is there yet to whom a window would report. */
    private static final class LoggingReporter implements Reporter {

        private static final Logger LOG = LoggerFactory.getLogger(DatabaseToken.class);

        @Override
        public void info(String message) {
            LOG.warn(message);
        }

        @Override
        public void warn(String message) {
            LOG.warn(message);
        }

        @Override
        public void error(String message) {
            LOG.error(message);
        }
    }
}
