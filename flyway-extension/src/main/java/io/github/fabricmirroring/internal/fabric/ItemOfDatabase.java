package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.ItemSource;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.OutsideText;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.util.Optional;

/** Whether an item is the one of the database at hand, as Fabric says. */
public final class ItemOfDatabase {

    private ItemOfDatabase() {}

    /**
     * @param settings with the item that was looked up
     * @param described that item, as Fabric describes it
     * @param server by which the database is reached, as for {@link DatabaseAddress#of}
     * @param databaseName as {@code DB_NAME()} has it
     * @throws MirroringException if it is another database's item, or cannot be told to be this one's
     */
    public static void require(MirroringSettings settings, FabricItem described, String server, String databaseName) {
        SqlDatabaseItem item = settings.item().orElseThrow();
        if (!isOf(item, described, server, databaseName)) {
            throw new MirroringException(beginning(settings, item)
                    + described
                            .databaseName()
                            .map(name -> ", and in Fabric that item's database is " + name)
                            .orElse(", and Fabric does not say what that item's database is called")
                    + "; but this run is connected to the database " + OutsideText.harmless(databaseName) + ". "
                    + (settings.itemSource().equals(Optional.of(ItemSource.SETTINGS))
                            ? "Set the item of this database, or connect to the other one."
                            : "Set " + settings.nameWithVariable(Setting.ITEM_URL)
                                    + " to the portal URL of this database."));
        }
    }

    private static String beginning(MirroringSettings settings, SqlDatabaseItem item) {
        return settings.itemSource().equals(Optional.of(ItemSource.SETTINGS))
                ? settings.namesOfItem() + item
                : "by its address the database is " + item;
    }

    private static boolean isOf(SqlDatabaseItem item, FabricItem described, String server, String databaseName) {
        boolean sameName = described
                .databaseName()
                .map(databaseName::equalsIgnoreCase)
                .orElseGet(() -> DatabaseAddress.itemId(databaseName).equals(Optional.of(item.sqlDatabaseId())));
        return sameName && !isOnAnotherServer(described, server);
    }

    /** Only where both are written in the form that names the workspace: a server may have several names. */
    private static boolean isOnAnotherServer(FabricItem described, String server) {
        Optional<DatabaseAddress> of = described.serverFqdn().flatMap(DatabaseAddress::of);
        Optional<DatabaseAddress> at = DatabaseAddress.of(server);
        return of.isPresent() && at.isPresent() && !of.equals(at);
    }
}
