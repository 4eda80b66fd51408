package io.github.fabricmirroring.internal.settings;

import io.github.fabricmirroring.MirroringException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The item that three settings name together. */
final class ConfiguredItem {

    private final SettingValues values;
    private final Function<Setting, SettingNames> naming;

    ConfiguredItem(SettingValues values, Function<Setting, SettingNames> naming) {
        this.values = values;
        this.naming = naming;
    }

    /**
     * @throws MirroringException if the settings contradict each other, or one of the two ids is missing
     */
    Optional<SqlDatabaseItem> item() {
        if (values.itemUrl.isPresent()) {
            requireSameId(
                    Setting.WORKSPACE_ID,
                    values.workspaceId,
                    values.itemUrl.get().workspaceId());
            requireSameId(
                    Setting.SQL_DATABASE_ID,
                    values.sqlDatabaseId,
                    values.itemUrl.get().sqlDatabaseId());
            return values.itemUrl;
        }
        if (values.workspaceId.isPresent() != values.sqlDatabaseId.isPresent()) {
            throw values.workspaceId.isPresent()
                    ? missingHalf(Setting.WORKSPACE_ID, values.workspaceId.get(), Setting.SQL_DATABASE_ID)
                    : missingHalf(Setting.SQL_DATABASE_ID, values.sqlDatabaseId.orElseThrow(), Setting.WORKSPACE_ID);
        }
        return values.workspaceId.map(
                workspaceId -> new SqlDatabaseItem(workspaceId, values.sqlDatabaseId.orElseThrow()));
    }

    private void requireSameId(Setting setting, Optional<UUID> id, UUID idInItemUrl) {
        if (id.isPresent() && !id.get().equals(idInItemUrl)) {
            throw new MirroringException(nameOf(setting) + " is \"" + id.get() + "\", but " + nameOf(Setting.ITEM_URL)
                    + " has " + idInItemUrl
                    + " in its place: expected the same id in both, or only one of the two settings.");
        }
    }

    private MirroringException missingHalf(Setting present, UUID id, Setting missing) {
        return new MirroringException(nameOf(present) + " is \"" + id + "\", but "
                + naming.apply(missing).nameWithVariable(missing)
                + " is not set: expected both ids of the SQL database, or " + nameOf(Setting.ITEM_URL)
                + " instead of the two.");
    }

    private String nameOf(Setting setting) {
        return naming.apply(setting).name(setting);
    }
}
