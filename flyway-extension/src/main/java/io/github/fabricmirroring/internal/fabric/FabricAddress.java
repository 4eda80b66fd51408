package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.net.URI;

/** Where one SQL database is in Fabric's REST API. */
record FabricAddress(URI apiEndpoint, SqlDatabaseItem item) {

    static FabricAddress of(MirroringSettings settings) {
        return new FabricAddress(settings.apiEndpoint(), settings.item().orElseThrow());
    }

    /** The address of the item, followed by the action. */
    String of(String action) {
        return origin() + "/v1/workspaces/" + item.workspaceId() + "/sqlDatabases/" + item.sqlDatabaseId() + action;
    }

    String origin() {
        String text = apiEndpoint.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** What a token is asked for. */
    String scope() {
        return origin() + "/.default";
    }
}
