package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.settings.OutsideText;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** The certificates that Java trusts. If they cannot be read, Java only says that there is a problem. */
final class TrustStore {

    private static final String FILE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    private TrustStore() {}

    /** What is wrong with it, for a person. */
    static String problem() {
        String file = System.getProperty(FILE, "");
        try {
            KeyStore.getInstance(
                    new File(file), System.getProperty(PASSWORD, "").toCharArray());
            return "Java cannot read its trust store (" + FILE + ")";
        } catch (IOException e) {
            return e.getCause() instanceof UnrecoverableKeyException
                    ? "the trust store's password is wrong (" + PASSWORD + ")"
                    : unreadable(file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return unreadable(file, e);
        }
    }

    private static String unreadable(String file, Exception e) {
        return "Java cannot read its trust store " + OutsideText.harmless(file) + " (" + FILE + "): "
                + Sentences.firstLine(e);
    }
}
