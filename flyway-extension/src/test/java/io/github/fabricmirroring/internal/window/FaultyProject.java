package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.FaultRow.At;
import io.github.fabricmirroring.internal.window.FaultRow.Mirrored;
import io.github.fabricmirroring.internal.window.FaultRow.Noted;
import io.github.fabricmirroring.internal.window.FaultyFabric.Does;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The runs of a project with one tagged migration, one process after the other, on fake ports and in fake time. */
final class FaultyProject {

    static final String TAGGED = "V2__tagged";

    private static final String STATE_UNKNOWN = "Could not ask the database whether mirroring is on"
            + " (flyway.fabricMirroring.stateQuery is auto): ERROR: The state is a secret. [90105].";

    final SimulatedWorld world = new SimulatedWorld(EnumSet.allOf(Rule.class), Optional.empty());
    final FaultyFabric fabric = new FaultyFabric(world);
    final FaultyDatabase.Refusals database = new FaultyDatabase.Refusals();

    private final List<String> said = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private Supplier<MirroringApi> api = () -> fabric;
    private Runnable insideTheMigration = () -> {};

    /** An earlier run has left mirroring off, and a note. */
    FaultyProject afterAFailedStart() {
        fabric.always(At.START, Does.REFUSE, "No.");
        migrate();
        recover();
        return this;
    }

    void credentialCannotBeMade(String message) {
        api = () -> {
            throw new MirroringException(message);
        };
    }

    /** That many looks at the state, once that call was made. */
    void stateQueryFails(At afterCall, int times) {
        AtomicInteger left = new AtomicInteger(times);
        stateQueryFails(() -> fabric.calls().contains(afterCall.call()) && left.getAndDecrement() > 0);
    }

    void stateQueryFails(BooleanSupplier when) {
        database.state(when, STATE_UNKNOWN);
    }

    void insideTheMigration(Runnable action) {
        insideTheMigration = action;
    }

    /**
     * One run: what is tagged and pending, and then what earlier runs have left behind.
     *
     * @return the message of the exception that it ended with, if it did
     */
    Optional<String> migrate() {
        CallLog log = new CallLog((call, answer) -> {});
        log.replay(Integer.MAX_VALUE);
        SimulatedPorts ports = new SimulatedPorts(world, log);
        ports.alone();
        MirroringSettings settings = settings();
        WindowSetup setup = new WindowSetup(
                settings,
                () -> api.get(),
                new FaultyDatabase(ports, database),
                new RecordingReporter(said),
                new Host("`flyway migrate` again"));
        MirroringWindow window = new MirroringWindow(setup, ports, settings.startTimeout());
        try {
            if (seen.isEmpty()) {
                window.requireOff(TAGGED + ".sql");
                runTagged(ports);
                window.migrationEnded();
                window.leave();
            }
            window.recover();
            return Optional.empty();
        } catch (MirroringException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void runTagged(SimulatedPorts ports) {
        world.beginTagged(1, ports.connection());
        seen.add(TAGGED + (world.mirroring().isOn() ? " on" : " off"));
        insideTheMigration.run();
        world.endTagged(1);
    }

    /** With that, nothing is wrong any more. */
    void recover() {
        fabric.recover();
        database.recover();
        api = () -> fabric;
        said.clear();
    }

    /** Lets Fabric do what it has accepted. */
    Mirrored mirroring() {
        world.passTo(world.now() + Mirroring.LATEST_CHANGE);
        return world.mirroring().isOn() ? Mirrored.ON : Mirrored.OFF;
    }

    Noted note() {
        return world.notes().isEmpty() ? Noted.GONE : Noted.STAYS;
    }

    /** Each tagged migration that ran, and whether mirroring was on then: {@code V2__tagged off}. */
    List<String> seen() {
        return seen;
    }

    /** Each line with its level before it. */
    List<String> log() {
        return said.stream()
                .map(line -> FaultRow.isOfLog(line) ? line : "INFO " + line)
                .toList();
    }

    private static MirroringSettings settings() {
        return MirroringSettings.builder(setting -> "flyway.fabricMirroring." + setting.settingName())
                .set(Setting.WORKSPACE_ID, new UUID(0, 1).toString())
                .set(Setting.SQL_DATABASE_ID, new UUID(0, 2).toString())
                .build();
    }
}
