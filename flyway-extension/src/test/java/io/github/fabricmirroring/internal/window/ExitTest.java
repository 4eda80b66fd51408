package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An exit takes 10 s at most, whatever hangs. */
class ExitTest {

    private static final MirroringSettings SETTINGS = MirroringSettings.builder()
            .set(Setting.WORKSPACE_ID, new UUID(0, 1).toString())
            .set(Setting.SQL_DATABASE_ID, new UUID(0, 2).toString())
            .set(Setting.START_TIMEOUT, "1")
            .build();

    private final AtomicReference<MirroringState> state = new AtomicReference<>(MirroringState.ON);
    private final InMemoryDatabase database = new InMemoryDatabase(state::get);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Exit exit = new Exit();

    private final CountDownLatch testEnded = new CountDownLatch(1);
    private final AtomicReference<Hanging> hanging = new AtomicReference<>(Hanging.NOTHING);

    private final MirroringWindow window = new MirroringWindow(
            new WindowSetup(SETTINGS, this::fabric, this::open, new RecordingReporter(said), new Host("the next run")),
            exit,
            SETTINGS.startTimeout());

    private enum Hanging {
        NOTHING,
        DATABASE,
        FABRIC
    }

    @AfterEach
    void letGoOfWhatHangs() {
        testEnded.countDown();
    }

    @Test
    void withADatabaseThatHangsMirroringIsStartedWithoutIt() {
        window.requireOff("V1__a.sql");
        hanging.set(Hanging.DATABASE);

        exit.happens();

        assertThat(calls).containsExactly("stop", "start");
        assertThat(said).anyMatch(line -> line.startsWith("WARN the database cannot be reached; starting mirroring"));
        assertThat(database.notes()).as("the next run sees to it").hasSize(1);
        assertThat(exit.waited()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void withAFabricThatHangsAnErrorSaysWhatToCheck() {
        window.requireOff("V1__a.sql");
        hanging.set(Hanging.FABRIC);

        exit.happens();

        assertThat(said).last().asString().startsWith("ERROR MIRRORING MAY BE OFF: the process is exiting");
        assertThat(database.notes()).hasSize(1);
        assertThat(exit.waited()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void withNothingThatHangsMirroringIsStarted() {
        window.requireOff("V1__a.sql");

        exit.happens();

        assertThat(calls).containsExactly("stop", "start");
        assertThat(database.notes()).isEmpty();
    }

    private void hangIf(Hanging what) {
        if (hanging.get() == what) {
            try {
                testEnded.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private WindowSession open() {
        Runnable guard = () -> hangIf(Hanging.DATABASE);
        return new GuardedSession(database.open(), guard, guard);
    }

    private MirroringApi fabric() {
        return new PromptFabric(state, calls) {
            @Override
            public void startMirroring(Duration within) {
                hangIf(Hanging.FABRIC);
                super.startMirroring(within);
            }
        };
    }

    /** This process, ten times as fast: what a thread is waited for is written down, not waited. */
    private static final class Exit implements ThisProcess {

        private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
        private final AtomicReference<Thread> hook = new AtomicReference<>();

        void happens() {
            hook.get().run();
        }

        /** For as long as all of it can take at most. */
        Duration waited() {
            return waits.stream().reduce(Duration.ZERO, Duration::plus);
        }

        @Override
        public void awaitEnd(Thread thread, Duration atMost) throws InterruptedException {
            waits.add(atMost);
            thread.join(atMost.toMillis() / 10);
        }

        @Override
        public Duration now() {
            return REAL.now();
        }

        @Override
        public boolean pause(Duration atMost, CountDownLatch until) throws InterruptedException {
            return REAL.pause(atMost, until);
        }

        @Override
        public String newId() {
            return REAL.newId();
        }

        @Override
        public void addShutdownHook(Thread added) {
            hook.set(added);
        }

        @Override
        public void removeShutdownHook(Thread removed) {}
    }
}
