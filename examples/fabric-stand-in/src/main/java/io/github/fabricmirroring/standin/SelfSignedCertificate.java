package io.github.fabricmirroring.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;

/** The certificate of {@code localhost}, made once for this JVM. */
final class SelfSignedCertificate {

    static final String STORE_TYPE = "PKCS12";
    static final String PASSWORD = "changeit";

    private static final String ALIAS = "fabric-stand-in";

    private final Path keyStore;
    private final Path trustStore;

    private SelfSignedCertificate() throws IOException, GeneralSecurityException {
        Path directory = Files.createTempDirectory(ALIAS);
        keyStore = directory.resolve("key-store.p12");
        trustStore = directory.resolve("trust-store.p12");
        // Deleted in reverse order.
        directory.toFile().deleteOnExit();
        keyStore.toFile().deleteOnExit();
        trustStore.toFile().deleteOnExit();
        makeKeyStore();
        makeTrustStore();
    }

    static SelfSignedCertificate ofThisJvm() {
        return Holder.INSTANCE;
    }

    Path keyStore() {
        return keyStore;
    }

    Path trustStore() {
        return trustStore;
    }

    /** The JDK has no public class that makes certificates, but a tool. */
    private void makeKeyStore() throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        STORE_TYPE,
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool made no certificate: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool made a certificate", e);
        }
    }

    /** With the certificates that come with Java: a client may have something to download, too. */
    private void makeTrustStore() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(STORE_TYPE);
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
        trusted.load(null, null);
        KeyStore comesWithJava = KeyStore.getInstance(
                Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                        .toFile(),
                PASSWORD.toCharArray());
        for (String alias : Collections.list(comesWithJava.aliases())) {
            trusted.setCertificateEntry(alias, comesWithJava.getCertificate(alias));
        }
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    private static final class Holder {
        static final SelfSignedCertificate INSTANCE = make();

        private static SelfSignedCertificate make() {
            try {
                return new SelfSignedCertificate();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("No trust store could be made", e);
            }
        }
    }
}
