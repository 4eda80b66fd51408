package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to reach the database itself, which alone knows whether it is mirrored. */
final class DatabaseOptions {

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    @Option(
            names = "--url",
            order = 1,
            paramLabel = "JDBC-URL",
            description = {
                "The database, for example",
                "'jdbc:sqlserver://<server>:1433;database=<name>'.",
                "Its JDBC driver comes from the drivers folder of the Flyway on the PATH or in FLYWAY_HOME, or is named by"
                        + " CLASSPATH."
            })
    String url;

    @Option(
            names = "--user",
            order = 2,
            paramLabel = "NAME",
            description =
                    "The user; the password is taken from FLYWAY_PASSWORD, or asked for on a terminal. Without a user,"
                            + " SQL Server gets a token of whoever is signed in to Azure.")
    String user;

    @Option(
            names = "--environment",
            order = 3,
            paramLabel = "NAME",
            description = "Which of the environments in the configuration file; by default the one that it names.")
    String environment;

    Map<Setting, String> values() {
        return values;
    }

    @Option(
            names = "--state-query",
            order = 4,
            paramLabel = "SQL",
            description =
                    "SQL for one row with one column: 1 or true while mirroring is on. By default `auto`: what SQL"
                            + " Server knows of it. `none`: do not ask.")
    void stateQuery(String value) {
        values.put(Setting.STATE_QUERY, value);
    }
}
