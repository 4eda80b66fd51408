package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The settings of section "Settings" in README.md as options. Their values are checked where all settings are. */
final class SettingOptions {

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    Map<Setting, String> values() {
        return values;
    }

    @Option(
            names = "--item-url",
            order = 1,
            paramLabel = "ADDRESS",
            description = "The SQL database's address in the Fabric portal, as in the browser's bar.")
    void itemUrl(String value) {
        values.put(Setting.ITEM_URL, value);
    }

    @Option(
            names = "--workspace-id",
            order = 2,
            paramLabel = "UUID",
            description = "Instead of the address: its first id.")
    void workspaceId(String value) {
        values.put(Setting.WORKSPACE_ID, value);
    }

    @Option(
            names = "--sql-database-id",
            order = 3,
            paramLabel = "UUID",
            description = "Instead of the address: its second id.")
    void sqlDatabaseId(String value) {
        values.put(Setting.SQL_DATABASE_ID, value);
    }

    @Option(
            names = "--api-endpoint",
            order = 4,
            paramLabel = "ADDRESS",
            description =
                    "Fabric's REST API, for other clouds; https only. By default https://api.fabric.microsoft.com")
    void apiEndpoint(String value) {
        values.put(Setting.API_ENDPOINT, value);
    }

    @Option(
            names = "--state-query",
            order = 5,
            paramLabel = "SQL",
            description =
                    "SQL for one row with one column: 1 or true while mirroring is on. By default `auto`: what SQL"
                            + " Server knows of it. `none`: do not ask.")
    void stateQuery(String value) {
        values.put(Setting.STATE_QUERY, value);
    }

    @Option(
            names = "--stop-timeout",
            order = 6,
            paramLabel = "SECONDS",
            description = "How long the database may take to say off. By default 600.")
    void stopTimeout(String value) {
        values.put(Setting.STOP_TIMEOUT, value);
    }

    @Option(
            names = "--start-timeout",
            order = 7,
            paramLabel = "SECONDS",
            description =
                    "For how long a failing start is tried again, and how long the database may take to say on. By"
                            + " default 120.")
    void startTimeout(String value) {
        values.put(Setting.START_TIMEOUT, value);
    }

    @Option(
            names = "--poll-interval",
            order = 8,
            paramLabel = "SECONDS",
            description = "The longest time between two looks at the database. By default 3.")
    void pollInterval(String value) {
        values.put(Setting.POLL_INTERVAL, value);
    }
}
