package io.github.fabricmirroring.cli;

import picocli.CommandLine.Option;

/** How to reach the database itself, which alone knows whether it is mirrored. */
final class DatabaseOptions {

    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description =
                    "The database, for example jdbc:sqlserver://<server>:1433;database=<name>. Its JDBC driver has to"
                            + " be on the classpath: java -cp <this jar>:<driver's jar> io.github.fabricmirroring.cli.FabricMirroring")
    String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description =
                    "The user; the password is taken from FLYWAY_PASSWORD, or asked for on a terminal. Without a user,"
                            + " SQL Server gets a token of whoever is signed in to Azure.")
    String user;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Which of the environments in the configuration file; by default the one that it names.")
    String environment;

    @Option(
            names = "--default-schema",
            paramLabel = "NAME",
            description = "The schema in which a note is left; by default the user's own.")
    String defaultSchema;
}
