package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The settings that name the item, as in section "Settings" of README.md. Checked where all settings are. */
final class ItemOptions {

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
}
