package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the database refuses does not keep mirroring off. */
class DatabaseThatRefusesTest {

    private final AtomicReference<MirroringState> state = new AtomicReference<>(MirroringState.ON);
    private final AtomicBoolean gateRefused = new AtomicBoolean();
    private final InMemoryDatabase database = new InMemoryDatabase(state::get);
    private final List<String> calls = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Test
    void aGateThatCannotBeAskedForIsDoneWithout() {
        MirroringWindow window = window(MirroringSettings.builder()
                .set(Setting.WORKSPACE_ID, new UUID(0, 1).toString())
                .set(Setting.SQL_DATABASE_ID, new UUID(0, 2).toString())
                .build());
        window.requireOff("V1__a.sql");
        gateRefused.set(true);

        window.leave();

        assertThat(calls).containsExactly("stop", "start");
        assertThat(said).anyMatch(line -> line.startsWith("WARN the database cannot be reached; starting mirroring"));
        assertThat(database.notes())
                .as("the next run waits for the start")
                .extracting(WindowNote::phase)
                .containsExactly(WindowNote.Phase.STARTING);
    }

    /** Its owner may start mirroring in the middle of the migration. */
    @Test
    void aRunWithoutAnItemDoesNotRunInsideAWindowThatItCannotKeep() {
        window(MirroringSettings.builder()
                        .set(Setting.WORKSPACE_ID, new UUID(0, 1).toString())
                        .set(Setting.SQL_DATABASE_ID, new UUID(0, 2).toString())
                        .build())
                .requireOff("V1__a.sql");

        assertThatThrownBy(() -> window(MirroringSettings.builder().build()).requireOff("V2__b.sql"))
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining("V1__a.sql")
                .hasMessageContaining("to keep it off for V2__b.sql, too, this run has to know the SQL database");
    }

    private MirroringWindow window(MirroringSettings settings) {
        WindowSetup setup = new WindowSetup(
                settings,
                () -> new PromptFabric(state, calls),
                this::open,
                new RecordingReporter(said),
                new Host("the next run"));
        return new MirroringWindow(setup, ThisProcess.REAL, Duration.ZERO);
    }

    private WindowSession open() {
        return new GuardedSession(database.open(), this::refuseLocks, () -> {});
    }

    private void refuseLocks() {
        if (gateRefused.get()) {
            throw new MirroringException("no rights");
        }
    }
}
