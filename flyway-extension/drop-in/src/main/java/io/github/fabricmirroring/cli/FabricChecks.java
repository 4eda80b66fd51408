package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.DatabaseIdentity;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.fabric.FabricItem;
import io.github.fabricmirroring.internal.fabric.ItemOfDatabase;
import io.github.fabricmirroring.internal.fabric.SignedIn;
import io.github.fabricmirroring.internal.settings.ItemSource;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.MirroringState;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What Fabric knows: the item, who is signed in, and which database the item is. Nothing is changed. */
final class FabricChecks {

    private static final String ITEM = "item";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx");

    private final MirroringSettings settings;
    private final Function<MirroringSettings, FabricApi> fabric;

    /**
     * @param settings with the item of the database's address, if that names one
     */
    FabricChecks(MirroringSettings settings, Function<MirroringSettings, FabricApi> fabric) {
        this.settings = settings;
        this.fabric = fabric;
    }

    /**
     * @param database if one is connected to
     * @param state what it says
     */
    List<CheckResult> results(Optional<DatabaseIdentity> database, MirroringState state) {
        if (settings.item().isEmpty()) {
            return List.of(noItem(state));
        }
        List<CheckResult> results = new ArrayList<>();
        results.add(CheckResult.ok(ITEM, settings.item().get() + ", from " + source() + "."));
        try {
            FabricApi api = fabric.apply(settings);
            results.add(CheckResult.ok("sign-in", sentence(api.signedIn())));
            results.add(lookedUp(api, database));
        } catch (MirroringException e) {
            results.add(CheckResult.failed(results.size() == 1 ? "sign-in" : ITEM, e.getMessage()));
        }
        results.add(CheckResult.unknown(
                "permission to write",
                "Whether the identity may stop and start mirroring cannot be checked without stopping it.",
                "It needs the workspace's Contributor role, or a higher one."));
        return results;
    }

    private CheckResult noItem(MirroringState state) {
        String set = "Set " + settings.nameWithVariable(Setting.ITEM_URL)
                + " to the portal URL of the SQL database, or connect by an address that names it.";
        return state == MirroringState.ON
                ? CheckResult.failed(
                        ITEM, "Mirroring is on, and the SQL database in Fabric to stop it for is not known. " + set)
                : CheckResult.unknown(
                        ITEM,
                        "No SQL database in Fabric is named; while mirroring is on, tagged migrations fail.",
                        set);
    }

    private String source() {
        if (settings.itemSource().equals(Optional.of(ItemSource.ADDRESS))) {
            return "the database's address";
        }
        return settings.places().containsKey(Setting.ITEM_URL)
                ? settings.nameOf(Setting.ITEM_URL)
                : settings.nameOf(Setting.WORKSPACE_ID) + " and " + settings.nameOf(Setting.SQL_DATABASE_ID);
    }

    private static String sentence(SignedIn signedIn) {
        return "Signed in as " + signedIn.who().orElse("somebody whom the token does not name")
                + signedIn.by().map(by -> " by " + by).orElse("") + "; the token is valid until "
                + TIME.format(signedIn.until()) + ".";
    }

    private CheckResult lookedUp(FabricApi api, Optional<DatabaseIdentity> database) {
        FabricItem described = api.item();
        String name = "In Fabric it is \"" + described.displayName() + "\"";
        if (database.isEmpty()) {
            return CheckResult.ok(ITEM, name + "; which database it is was not compared, as none was asked.");
        }
        ItemOfDatabase.require(
                settings, described, database.get().url(), database.get().name());
        return CheckResult.ok(ITEM, name + ", and it is the database that is connected to.");
    }
}
