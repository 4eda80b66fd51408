package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.internal.window.FaultRow.Mirrored;
import io.github.fabricmirroring.internal.window.FaultRow.Noted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a window, and of the next one, whatever goes wrong: the rows of FAULTS.md, on fake ports. */
class WindowFaultsTest {

    private final FaultyProject project = new FaultyProject();

    private static List<WindowFault> faults() {
        return WindowFaults.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void thePromiseHolds(WindowFault fault) {
        FaultRow row = fault.row();
        fault.trouble().accept(project);

        Optional<String> thrown = project.migrate();

        row.assertSaid(thrown, project.log());
        row.assertNothingIsStartedForNothing(project.fabric.calls());
        Mirrored mirroring = project.mirroring();
        assertThat(mirroring).isEqualTo(row.mirroring());
        assertThat(project.note()).isEqualTo(row.note());
        FaultRow.assertNeverOffUnnoticed(mirroring, project.note(), thrown, project.log());
        assertTheTaggedMigrationRanOnlyWhileOff();

        assertTheNextRunMendsIt(row);
    }

    private void assertTheNextRunMendsIt(FaultRow row) {
        project.recover();

        assertThat(project.migrate()).isEmpty();

        assertThat(project.fabric.calls()).isEqualTo(row.next().calls());
        assertThat(project.mirroring()).isEqualTo(Mirrored.ON);
        assertThat(project.note()).isEqualTo(Noted.GONE);
        assertThat(project.seen()).containsExactly(FaultyProject.TAGGED + " off");
        assertTheTaggedMigrationRanOnlyWhileOff();
    }

    private void assertTheTaggedMigrationRanOnlyWhileOff() {
        assertThat(project.seen()).doesNotContain(FaultyProject.TAGGED + " on");
        assertThat(project.world.breaches()).noneMatch(breach -> breach.of() == Breach.Of.PROMISE);
    }
}
