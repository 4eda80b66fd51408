package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flyway Teams alone does, by the events that it fires. */
class UndoAndDryRunTest {

    private TestProject project;
    private MirroringCallback callback;
    private Configuration configuration;

    @BeforeEach
    void aProject(@TempDir Path scripts) {
        project = new TestProject(scripts).tagged("U3__c").tagged("U2__b").untagged("U1__a");
        callback = project.callback().build();
        Flyway flyway = project.flyway().load();
        flyway.baseline();
        configuration = flyway.getConfiguration();
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void undoKeepsTheWindowsRules() {
        fire(Event.BEFORE_UNDO, null);
        undo("U3__c", Event.AFTER_EACH_UNDO);
        undo("U2__b", Event.AFTER_EACH_UNDO);
        assertThat(project.fabric.calls()).containsExactly("stopMirroring");
        undo("U1__a", Event.AFTER_EACH_UNDO);
        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        fire(Event.AFTER_UNDO, null);

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void undoThatEndsInsideAWindowClosesIt() {
        fire(Event.BEFORE_UNDO, null);
        undo("U3__c", Event.AFTER_EACH_UNDO);
        fire(Event.AFTER_UNDO, null);

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aGroupOfUndosKeepsItsWindowToTheEnd() {
        configuration = project.flyway().group(true).load().getConfiguration();

        fire(Event.BEFORE_UNDO, null);
        undo("U3__c", Event.AFTER_EACH_UNDO);
        undo("U1__a", Event.AFTER_EACH_UNDO);
        assertThat(project.fabric.calls()).containsExactly("stopMirroring");
        fire(Event.AFTER_UNDO, null);

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** Which ones follow is known in Flyway's editions that undo; here it is not, so the reason comes later. */
    @Test
    void aGroupOfUndosIsNotStoppedForInsideItsTransaction() {
        configuration = project.flyway().group(true).load().getConfiguration();

        fire(Event.BEFORE_UNDO, null);
        undo("U1__a", Event.AFTER_EACH_UNDO);
        assertThatThrownBy(() -> fire(Event.BEFORE_EACH_UNDO, "U2__b"))
                .hasMessageContaining("U2__b.sql requires mirroring to be off")
                .hasMessageContaining("Undo it without `group`.");
        fire(Event.AFTER_UNDO_ERROR, null);

        assertThat(project.fabric.calls()).isEmpty();
    }

    @Test
    void undoThatFailsStartsMirroringAgain() {
        fire(Event.BEFORE_UNDO, null);
        undo("U3__c", Event.AFTER_EACH_UNDO_ERROR);
        fire(Event.AFTER_UNDO_ERROR, null);

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aDryRunMakesNoCall() {
        configuration = new ClassicConfiguration(configuration) {
            @Override
            public OutputStream getDryRunOutput() {
                return new ByteArrayOutputStream();
            }
        };

        fire(Event.BEFORE_MIGRATE, null);
        fire(Event.BEFORE_EACH_MIGRATE, "U3__c");
        fire(Event.AFTER_EACH_MIGRATE, "U3__c");
        fire(Event.AFTER_MIGRATE, null);

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(CapturedLog.ours()).isEmpty();
    }

    private void undo(String name, Event after) {
        fire(Event.BEFORE_EACH_UNDO, name);
        fire(after, name);
    }

    private void fire(Event event, String name) {
        FiredEvents events = new FiredEvents(callback, configuration);
        if (name == null) {
            events.fire(event);
        } else {
            String script = name + ".sql";
            events.fire(
                    event,
                    FiredEvents.migration(
                            CoreMigrationType.SQL,
                            script,
                            project.scripts.resolve(script).toString()));
        }
    }
}
