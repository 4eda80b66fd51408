package io.github.fabricmirroring.internal.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What this software calls itself. */
public final class Artifact {

    private static final Properties PROPERTIES = read();

    private Artifact() {}

    public static String version() {
        return PROPERTIES.getProperty("version", "(unknown)");
    }

    static String id() {
        return PROPERTIES.getProperty("artifactId", "(unknown)");
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream file = Artifact.class.getResourceAsStream("version.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            // It is only said to people.
        }
        return properties;
    }
}
