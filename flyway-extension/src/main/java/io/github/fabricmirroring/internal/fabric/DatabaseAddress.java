package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that a SQL database in Fabric is reached at. Its name holds the id of the workspace, and the name of the
 * database holds the id of the item: the first label of the host is {@code <tenant>-<workspace>}, each 26 characters of
 * base32, and the database is called {@code <name>-<item id>}. Recorded of several databases, but promised nowhere: an
 * item that was found in this way is to be looked up before it is relied on.
 *
 * @param workspaceId the workspace that holds the database
 */
public record DatabaseAddress(UUID workspaceId) {

    private static final Pattern HOST =
            Pattern.compile("[a-z2-7]{26}-([a-z2-7]{26})(?:\\.[a-z0-9-]+)*\\.fabric\\.microsoft\\.com");

    private static final Pattern DATABASE_NAME =
            Pattern.compile("(?s)(.+)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private static final Pattern HOST_IN_URL = Pattern.compile("//([^/\\\\:,;?]*)");

    /**
     * Microsoft's driver takes the host from a property if there is none before the properties.
     *
     * @see <a href="https://learn.microsoft.com/sql/connect/jdbc/building-the-connection-url">Building the connection
     *     URL</a>
     */
    private static final Pattern HOST_IN_PROPERTIES =
            Pattern.compile(";\\s*server(?:Name)?\\s*=\\s*\\{?([^/\\\\:,;}]*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern HOST_ALONE = Pattern.compile("(?:tcp:)?([^/\\\\:,;]*)");

    /**
     * @param server a JDBC URL, whatever its driver, or a host, which may be followed by its port
     * @return nothing if the host is not one of a SQL database in Fabric
     */
    public static Optional<DatabaseAddress> of(String server) {
        Matcher host = HOST.matcher(host(server.strip()));
        return host.matches() ? Base32Id.decode(host.group(1)).map(DatabaseAddress::new) : Optional.empty();
    }

    /**
     * @param server as for {@link #of}
     * @param databaseName as {@code DB_NAME()} has it
     * @return nothing unless both have the form of a SQL database in Fabric
     */
    public static Optional<SqlDatabaseItem> item(String server, String databaseName) {
        return of(server).flatMap(address -> address.item(databaseName));
    }

    /**
     * @param databaseName as {@code DB_NAME()} has it
     * @return nothing if the name does not end with an item's id
     */
    public Optional<SqlDatabaseItem> item(String databaseName) {
        return itemId(databaseName).map(id -> new SqlDatabaseItem(workspaceId, id));
    }

    /** The id that the name of a SQL database in Fabric ends with. */
    static Optional<UUID> itemId(String databaseName) {
        Matcher name = DATABASE_NAME.matcher(databaseName);
        return name.matches() ? Optional.of(UUID.fromString(name.group(2))) : Optional.empty();
    }

    /** What people call the database: its name without the item's id, or the whole of it if it does not end with one. */
    public static String displayName(String databaseName) {
        Matcher name = DATABASE_NAME.matcher(databaseName);
        return name.matches() ? name.group(1) : databaseName;
    }

    private static String host(String server) {
        Matcher inUrl = HOST_IN_URL.matcher(server);
        if (!inUrl.find()) {
            return first(HOST_ALONE, server);
        }
        return inUrl.group(1).isBlank() ? first(HOST_IN_PROPERTIES, server) : inUrl.group(1);
    }

    private static String first(Pattern pattern, String server) {
        Matcher matcher = pattern.matcher(server);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
