package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One window in a {@link SimulatedWorld} where nothing else happens: each wait lets the time pass. */
final class WindowAlone {

    /** Fabric's calls, and what was written into the database before each. */
    final List<String> calls = new ArrayList<>();

    final List<String> said = new ArrayList<>();
    final SimulatedWorld world = new SimulatedWorld(EnumSet.allOf(Rule.class), Optional.empty());
    final SimulatedPorts ports;
    final MirroringWindow window;

    static final String ITEM = new SqlDatabaseItem(new UUID(0, 1), new UUID(0, 2)).toString();

    private final Deque<Supplier<Answer>> answers = new ArrayDeque<>();
    private final WindowSetup setup;
    private final SimulatedFabric fabric;

    WindowAlone() {
        this(MirroringSettings.builder()
                .set(Setting.WORKSPACE_ID, new UUID(0, 1).toString())
                .set(Setting.SQL_DATABASE_ID, new UUID(0, 2).toString())
                .build());
    }

    WindowAlone(MirroringSettings settings) {
        CallLog log = new CallLog((call, answer) -> note(call));
        log.replay(Integer.MAX_VALUE);
        ports = new SimulatedPorts(world, log);
        fabric = new SimulatedFabric(world, log, ports::connection, this::answer);
        ports.alone();
        setup = new WindowSetup(settings, () -> fabric, ports, new RecordingReporter(said), new Host("the next run"));
        window = new MirroringWindow(setup, ports, settings.startTimeout());
    }

    ManualSwitch manualSwitch() {
        return new ManualSwitch(setup, ports);
    }

    /** A process that is gone has left a note. */
    WindowAlone withNote(String id, Phase phase) {
        return withNote(id, WindowNote.FORMAT, phase);
    }

    WindowAlone withNote(String id, int format, Phase phase) {
        return withNote(id, format, phase, ITEM);
    }

    /** The same, of a process that stopped mirroring of that item. */
    WindowAlone withNote(String id, int format, Phase phase, String item) {
        world.write(new WindowNote(id, format, phase, "V0__old.sql", "03:00", item, "host", "4711", "ci"));
        return this;
    }

    /** A process that is alive keeps mirroring off. */
    WindowAlone withKeeper(String id) {
        world.mirroring().switchTo(false);
        world.keep(new Connection());
        return withNote(id, Phase.OFF);
    }

    WindowAlone whileOff() {
        world.mirroring().switchTo(false);
        return this;
    }

    WindowAlone whileOn() {
        world.mirroring().switchTo(true);
        return this;
    }

    /** The database never says whether mirroring is on. */
    WindowAlone whileUnknown() {
        world.mirroring().planToSay(() -> MirroringState.UNKNOWN, 1000);
        return this;
    }

    /** A process that is gone has asked Fabric for it; it comes later. */
    WindowAlone withAccepted(boolean start) {
        world.accept(start);
        return this;
    }

    /** What Fabric does with the next call that nothing is planned for yet. */
    void answersNext(Answer answer) {
        answers.add(() -> answer);
    }

    void answersNext(Supplier<Answer> answer) {
        answers.add(answer);
    }

    void whenSigningIn(Runnable happens) {
        fabric.whenSigningIn(happens);
    }

    /** Each note, for example {@code V1__a.sql off}. */
    List<String> notes() {
        return world.notes().stream()
                .map(note -> note.purpose() + " " + note.phase().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private Answer answer() {
        return answers.isEmpty() ? Answer.ACCEPTED : answers.remove().get();
    }

    private void note(String call) {
        if (call.endsWith("Mirroring")) {
            calls.add(call.replace("Mirroring", "") + " " + notes());
        }
    }
}
