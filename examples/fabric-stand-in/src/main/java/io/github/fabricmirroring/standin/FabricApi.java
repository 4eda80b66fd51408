package io.github.fabricmirroring.standin;

import com.github.tomakehurst.wiremock.http.Request;
import java.util.List;
import java.util.Map;

/**
 * Fabric's REST API: one workspace with one SQL database, which answers to the calls for mirrored databases as well.
 */
final class FabricApi implements Endpoint {

    private final SqlDatabaseInFabric item;
    private final SqlDatabaseInFabric described;
    private final String token;
    private final Mirroring mirroring;

    /**
     * @param described whose database the item says is its own
     */
    FabricApi(SqlDatabaseInFabric item, SqlDatabaseInFabric described, String token, Mirroring mirroring) {
        this.item = item;
        this.described = described;
        this.token = token;
        this.mirroring = mirroring;
    }

    /** Fabric has {@code getMirroringStatus} for mirrored databases only. */
    @Override
    public String name(Request request) {
        String pathWithoutIds = Endpoint.path(request)
                .replaceFirst("(?<=/workspaces/)[^/]+", "{workspaceId}")
                .replaceFirst("(?<=Databases/)[^/]+", "{id}");
        return switch (request.getMethod() + " " + pathWithoutIds) {
            case "GET /v1/workspaces" -> "listWorkspaces";
            case "GET /v1/workspaces/{workspaceId}/sqlDatabases" -> "listSqlDatabases";
            case "GET /v1/workspaces/{workspaceId}/sqlDatabases/{id}" -> "getSqlDatabase";
            case "POST /v1/workspaces/{workspaceId}/sqlDatabases/{id}/stopMirroring",
                    "POST /v1/workspaces/{workspaceId}/mirroredDatabases/{id}/stopMirroring" -> "stopMirroring";
            case "POST /v1/workspaces/{workspaceId}/sqlDatabases/{id}/startMirroring",
                    "POST /v1/workspaces/{workspaceId}/mirroredDatabases/{id}/startMirroring" -> "startMirroring";
            case "POST /v1/workspaces/{workspaceId}/mirroredDatabases/{id}/getMirroringStatus" -> "getMirroringStatus";
            default -> UNKNOWN;
        };
    }

    @Override
    public Answer answer(Request request) {
        String name = name(request);
        if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
            return Answer.error(401, "Unauthorized", "The caller is not authenticated to access this resource.");
        }
        if (name.equals(UNKNOWN)) {
            return Answer.error(404, "EndpointNotFound", "The requested endpoint was not found.");
        }
        // "", v1, workspaces, the workspace's id, the kind of item, the item's id, the action
        String[] path = Endpoint.path(request).split("/");
        if (path.length > 3 && !path[3].equalsIgnoreCase(item.workspaceId().toString())) {
            return Answer.error(404, "WorkspaceNotFound", "The workspace '" + path[3] + "' could not be found.");
        }
        if (path.length > 5 && !path[5].equalsIgnoreCase(item.sqlDatabaseId().toString())) {
            return Answer.error(404, "ItemNotFound", "The item '" + path[5] + "' could not be found.");
        }
        return switch (name) {
            case "listWorkspaces" -> Answer.json(200, Map.of("value", List.of(workspace())));
            case "listSqlDatabases" -> Answer.json(200, Map.of("value", List.of(sqlDatabase())));
            case "getSqlDatabase" -> Answer.json(200, sqlDatabase());
            case "getMirroringStatus" -> Answer.json(200, Map.of("status", mirroring.status()));
            case "stopMirroring" -> change(false);
            case "startMirroring" -> change(true);
            default -> throw new IllegalStateException(name);
        };
    }

    private Answer change(boolean to) {
        mirroring.change(to);
        return Answer.accepted();
    }

    private Map<String, ?> workspace() {
        return Map.of("id", item.workspaceId(), "type", "Workspace", "displayName", "Stand-in", "description", "");
    }

    private Map<String, ?> sqlDatabase() {
        return Map.of(
                "id",
                item.sqlDatabaseId(),
                "type",
                "SQLDatabase",
                "workspaceId",
                item.workspaceId(),
                "displayName",
                described.displayName(),
                "description",
                "",
                "properties",
                Map.of("serverFqdn", described.host() + ",1433", "databaseName", described.databaseName()));
    }
}
