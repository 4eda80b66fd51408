package io.github.fabricmirroring.cli;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

/** The certificates that Java is told to trust. Where it cannot read them, it does not say why. */
final class TrustStore {

    private static final String FILE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    private TrustStore() {}

    /** Why the file in the system properties cannot be read, if it cannot. */
    static Optional<String> fault() {
        String file = System.getProperty(FILE);
        if (file == null) {
            return Optional.empty();
        }
        String password = System.getProperty(PASSWORD);
        try {
            KeyStore.getInstance(new File(file), password == null ? null : password.toCharArray());
            return Optional.empty();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(FILE + " cannot be read: " + firstReason(e) + " Check " + PASSWORD + ".");
        }
    }

    /** The outermost of them says most: "keystore password was incorrect". */
    private static String firstReason(Exception e) {
        return e.getMessage() == null ? Reason.of(e) : e.getMessage() + ".";
    }
}
