package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.DatabaseIdentity;
import io.github.fabricmirroring.internal.fabric.DatabaseAddress;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Reporter;
import java.sql.Connection;
import java.util.Optional;

/**
 * Which SQL database in Fabric a run is about: the configured one, or the one that the database's address names. The
 * database is asked once, when somebody has to know; with {@code enabled=false}, never.
 */
final class ItemOfRun {

    /** What a look at the database has shown. */
    private record Look(
            Optional<DatabaseIdentity> inFabric, MirroringSettings settings, Optional<MirroringException> conflict) {}

    private final MirroringSettings configured;
    private final Reporter reporter;

    /** Also read by {@link RunWatch}'s thread. */
    private volatile Optional<Look> look = Optional.empty();

    ItemOfRun(MirroringSettings configured, Reporter reporter) {
        this.configured = configured;
        this.reporter = reporter;
    }

    /** With the item, as far as it is known. */
    MirroringSettings settings() {
        return look.map(Look::settings).orElse(configured);
    }

    /** What the database says of itself, if it was looked at and is a SQL database in Fabric. */
    Optional<DatabaseIdentity> inFabric() {
        return look.flatMap(Look::inFabric);
    }

    /** What is wrong if another item is configured than the address names: then nobody's mirroring is to be touched. */
    Optional<MirroringException> conflict() {
        return look.flatMap(Look::conflict);
    }

    /** Never fails: what is wrong is found in {@link #conflict}. */
    void lookOn(Connection connection) {
        if (look.isEmpty() && configured.enabled() && connection != null) {
            look = Optional.of(looked(connection));
        }
    }

    private Look looked(Connection connection) {
        Optional<DatabaseIdentity> database = identity(connection);
        Optional<DatabaseAddress> address = database.flatMap(found -> DatabaseAddress.of(found.url()));
        Optional<DatabaseIdentity> inFabric =
                database.filter(found -> address.isPresent() || found.isSqlDatabaseInFabric());
        try {
            MirroringSettings settings = address.flatMap(
                            server -> server.item(database.orElseThrow().name()))
                    .map(configured::withItem)
                    .orElse(configured);
            return new Look(inFabric, settings, Optional.empty());
        } catch (MirroringException e) {
            return new Look(inFabric, configured, Optional.of(e));
        }
    }

    private Optional<DatabaseIdentity> identity(Connection connection) {
        try {
            return DatabaseIdentity.of(connection);
        } catch (MirroringException e) {
            reporter.warn("could not find out whether this is a SQL database in Fabric: " + e.getMessage());
            return Optional.empty();
        }
    }
}
