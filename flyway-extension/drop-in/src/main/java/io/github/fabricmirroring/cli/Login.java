package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import java.io.Console;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * As who a database is connected to: a user, whoever the URL says, or whoever is signed in to Azure.
 *
 * @param properties for the driver
 * @param token a token for each connection, if that is how
 */
record Login(Properties properties, Optional<Supplier<String>> token) {

    static Login of(JdbcUrl url, Optional<String> user, Optional<String> password, Services services) {
        Properties properties = new Properties();
        user.ifPresent(name -> {
            properties.setProperty("user", name);
            password.or(() -> ask(name)).ifPresent(secret -> properties.setProperty("password", secret));
        });
        boolean byToken = url.isForSqlServer()
                && user.isEmpty()
                && !url.withoutDefaultSignIn().namesWhoConnects();
        return new Login(properties, byToken ? Optional.of(services.databaseToken()) : Optional.empty());
    }

    private static Optional<String> ask(String user) {
        Console console = System.console();
        return Optional.ofNullable(console)
                .map(terminal -> terminal.readPassword("Password of %s: ", user))
                .map(String::new);
    }

    /** What the driver can connect by: it would need libraries to sign in by itself. */
    JdbcUrl url(JdbcUrl url) {
        return token.isPresent() ? url.withoutDefaultSignIn() : url;
    }

    /**
     * @throws MirroringException if nobody is signed in
     */
    Properties forConnection() {
        Properties all = new Properties();
        all.putAll(properties);
        token.ifPresent(get -> all.setProperty("accessToken", get.get()));
        return all;
    }
}
