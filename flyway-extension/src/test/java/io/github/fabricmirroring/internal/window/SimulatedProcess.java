package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One run of one service that migrates: the real window, and around it what Flyway does. */
final class SimulatedProcess {

    private enum Life {
        RUNNING,
        DONE,
        DEAD
    }

    /** Fabric's changes come in time, however late they are. */
    static final MirroringSettings SETTINGS = MirroringSettings.builder()
            .set(Setting.WORKSPACE_ID, new UUID(0, 1).toString())
            .set(Setting.SQL_DATABASE_ID, new UUID(0, 2).toString())
            .set(Setting.STOP_TIMEOUT, Duration.ofSeconds(60))
            .set(Setting.START_TIMEOUT, Duration.ofSeconds(2))
            .build();

    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final SimulatedWorld world;
    private final int number;
    private final History history;
    private final List<Boolean> tags;
    private final int known;
    private final CallLog log;
    private final SimulatedPorts ports;
    private final SimulatedFabric fabric;
    private final Complaints complaints = new Complaints();

    private Life life = Life.RUNNING;

    /**
     * @param tags of each migration of the service, whether mirroring has to be off for it
     * @param known how many of these migrations the process has
     */
    SimulatedProcess(
            SimulatedWorld world, int number, History history, List<Boolean> tags, int known, Supplier<Answer> fabric) {
        this.world = world;
        this.number = number;
        this.history = history;
        this.tags = tags;
        this.known = known;
        this.log = new CallLog((call, answer) -> world.trace(() -> "process " + number + " " + call + ": " + answer));
        this.ports = new SimulatedPorts(world, log);
        this.fabric = new SimulatedFabric(world, log, ports::connection, fabric);
    }

    boolean isRunning() {
        return life == Life.RUNNING;
    }

    boolean isDead() {
        return life == Life.DEAD;
    }

    boolean isReady() {
        return isRunning() && ports.isReady();
    }

    SimulatedPorts ports() {
        return ports;
    }

    /** What it has failed with, or reported as an error. */
    Optional<String> complaint() {
        return complaints.first();
    }

    void die() {
        world.trace(() -> "process " + number + " dies");
        life = Life.DEAD;
        world.endTagged(number);
        history.unlock(this);
        ports.connection().ifPresent(world::lose);
        world.disturbed();
    }

    void loseConnection() {
        world.trace(() -> "process " + number + " loses its connection");
        ports.connection().filter(Connection::isOpen).ifPresent(world::lose);
    }

    void interruptNextWait() {
        world.trace(() -> "process " + number + " is interrupted");
        world.disturbed();
        ports.interruptNextPause();
    }

    /** Makes that many further port calls, unless it ends or has to wait before. Returns how many it has made. */
    int goOn(int steps) {
        log.replay(steps);
        complaints.clear();
        try {
            run(new MirroringWindow(
                    new WindowSetup(SETTINGS, () -> fabric, ports, complaints, new Host("the next run")),
                    ports,
                    world.rules.contains(Rule.SETTLE) ? SETTINGS.startTimeout() : NOT_AT_ALL));
            life = Life.DONE;
        } catch (Suspended e) {
            // It goes on later, or never.
        } finally {
            Thread.interrupted();
        }
        return steps - log.callsLeft();
    }

    private void run(MirroringWindow window) {
        try {
            migrate(window);
            window.leave();
            window.recover();
        } catch (MirroringException e) {
            complaints.error(e.getMessage());
            step("unlock", () -> history.unlock(this));
            attempt(window::leave);
            attempt(window::recover);
        }
    }

    private void migrate(MirroringWindow window) {
        while (true) {
            log.step("lock", () -> ports.await(history::isFree) && lock());
            Optional<Integer> pending = log.aside("pending", () -> history.pending(known));
            if (pending.isEmpty()) {
                step("unlock", () -> history.unlock(this));
                return;
            }
            int migration = pending.get();
            if (tags.get(migration)) {
                window.requireOff("V" + migration);
                step("begin V" + migration, () -> world.beginTagged(number, ports.connection()));
                step("inside V" + migration, () -> {});
                step("end V" + migration, () -> world.endTagged(number));
                window.migrationEnded();
            } else {
                window.leaveIfDue();
                attempt(window::recover);
                step("inside V" + migration, () -> {});
            }
            step("apply", () -> history.apply(migration));
            step("unlock", () -> history.unlock(this));
        }
    }

    private boolean lock() {
        history.lock(this);
        return true;
    }

    private void step(String name, Runnable work) {
        log.step(name, () -> {
            work.run();
            return true;
        });
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (MirroringException e) {
            complaints.error(e.getMessage());
        }
    }

    /** What people read of it that they have to do something about. */
    private static final class Complaints implements Reporter {

        private Optional<String> first = Optional.empty();

        Optional<String> first() {
            return first;
        }

        void clear() {
            first = Optional.empty();
        }

        @Override
        public void error(String message) {
            first = first.or(() -> Optional.of(message));
        }

        @Override
        public void info(String message) {
            // Not of interest.
        }

        @Override
        public void warn(String message) {
            // Not of interest.
        }
    }
}
