package io.github.fabricmirroring.internal.settings;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SQL database in Fabric, named by the two ids that stand in the portal's address of the item.
 *
 * @param workspaceId the workspace that holds the item
 * @param sqlDatabaseId the item itself
 */
public record SqlDatabaseItem(UUID workspaceId, UUID sqlDatabaseId) {

    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern PORTAL_ADDRESS = Pattern.compile(
            "https://[^/]+/(?:.*/)?groups/" + ID + "/sqldatabases/" + ID + "(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);

    public SqlDatabaseItem {
        Objects.requireNonNull(workspaceId, "workspaceId");
        Objects.requireNonNull(sqlDatabaseId, "sqlDatabaseId");
    }

    /**
     * Reads the portal's address of the item, as it stands in the browser's bar:
     * {@code https://app.fabric.microsoft.com/groups/<workspaceId>/sqldatabases/<sqlDatabaseId>}, whatever follows.
     *
     * @return the item, or nothing if the address is not one of a SQL database
     */
    public static Optional<SqlDatabaseItem> ofPortalAddress(String address) {
        Matcher matcher = PORTAL_ADDRESS.matcher(address.strip());
        return matcher.matches()
                ? Optional.of(new SqlDatabaseItem(UUID.fromString(matcher.group(1)), UUID.fromString(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "SQL database " + sqlDatabaseId + " in workspace " + workspaceId;
    }
}
