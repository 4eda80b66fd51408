package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.net.URI;
import java.util.Locale;

/** Where one SQL database is in Fabric's REST API. */
record FabricAddress(URI apiEndpoint, SqlDatabaseItem item) {

    private static final String FABRIC = "fabric.microsoft.com";

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

    /**
     * Whom a token is for: Fabric, whichever of its hosts is called. A workspace behind a private link has one of its
     * own, such as {@code <id>.z6f.w.api.fabric.microsoft.com}.
     */
    String audience() {
        String host = String.valueOf(apiEndpoint.getHost()).toLowerCase(Locale.ROOT);
        return host.equals(FABRIC) || host.endsWith("." + FABRIC) ? "https://api." + FABRIC : origin();
    }

    /** What a token is asked for. */
    String scope() {
        return audience() + "/.default";
    }
}
