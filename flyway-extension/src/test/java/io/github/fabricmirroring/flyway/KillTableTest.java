package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static io.github.fabricmirroring.standin.Operation.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Flyway process that is killed, or told to exit, at a point of its window where it is held. */
class KillTableTest {

    private static final String[] SCRIPTS = {"V1__a.sql", "V2__b_off.sql", "V3__c.sql", "V4__d_off.sql"};

    /** For the next run, which waits this long for a start that is claimed and never comes. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private SharedDatabase database;

    @BeforeEach
    void start() {
        database = new SharedDatabase(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    /** Where a run is held in the window of V2. */
    enum Point {
        /** Before anything is noted or stopped. */
        SIGNING_IN(0) {
            @Override
            void hold(SharedDatabase database) {
                database.fabric.hold(TOKEN);
            }

            @Override
            void await(SharedDatabase database) {
                database.fabric.awaitCall(TOKEN, SharedDatabase.LONG);
            }

            @Override
            void letItExit(SharedDatabase database, Release release) {
                database.fabric.release(TOKEN);
            }
        },
        STOP_SENT(0, "V2__b_off.sql stopping") {
            @Override
            void hold(SharedDatabase database) {
                database.fabric.fault(STOP_MIRRORING, Fault.noAnswer());
            }

            @Override
            void await(SharedDatabase database) {
                database.fabric.awaitCall(STOP_MIRRORING, SharedDatabase.LONG);
            }
        },
        STOP_ACCEPTED(0, "V2__b_off.sql stopping") {
            @Override
            void hold(SharedDatabase database) {
                database.fabric.hold(STOP_MIRRORING);
            }

            @Override
            void await(SharedDatabase database) {
                database.fabric.awaitCall(STOP_MIRRORING, SharedDatabase.LONG);
            }
        },
        WAITING(0, "V2__b_off.sql stopping") {
            @Override
            void hold(SharedDatabase database) {
                database.fabric.fault(STOP_MIRRORING, Fault.acceptedButNothingHappens());
            }

            @Override
            void await(SharedDatabase database) {
                awaitPolling(database, STOP_MIRRORING);
            }

            @Override
            void goOnWithoutIt(SharedDatabase database) {
                database.fabric.switchMirroring(false);
            }
        },
        INSIDE_THE_MIGRATION(0, "V2__b_off.sql off") {
            @Override
            void hold(SharedDatabase database) {
                database.hold("inside V2__b_off.sql");
            }

            @Override
            void await(SharedDatabase database) {
                database.awaitReached("inside V2__b_off.sql");
            }

            @Override
            void goOnWithoutIt(SharedDatabase database) {
                database.release("inside V2__b_off.sql");
            }
        },
        COMMITTED_BUT_NOT_CLOSED(2, "V2__b_off.sql off") {
            @Override
            void hold(SharedDatabase database) {
                database.hold("first before V3__c.sql");
                database.hold("first after versioned");
            }

            @Override
            void await(SharedDatabase database) {
                SharedDatabase.await()
                        .until(() -> database.timesReached("first before V3__c.sql")
                                        + database.timesReached("first after versioned")
                                > 0);
            }

            @Override
            void goOnWithoutIt(SharedDatabase database) {
                database.release("first before V3__c.sql");
                database.release("first after versioned");
            }
        },
        START_SENT(2, "V2__b_off.sql starting") {
            @Override
            void hold(SharedDatabase database) {
                database.fabric.fault(START_MIRRORING, Fault.noAnswer());
            }

            @Override
            void await(SharedDatabase database) {
                database.fabric.awaitCall(START_MIRRORING, SharedDatabase.LONG);
            }

            @Override
            void holdTillToldToExit(SharedDatabase database) {
                database.fabric.hold(START_MIRRORING);
            }

            @Override
            void letItExit(SharedDatabase database, Release release) {
                database.fabric.release(START_MIRRORING);
            }
        },
        START_ACCEPTED_BUT_NOTE_STILL_THERE(2, "V2__b_off.sql starting") {
            @Override
            void hold(SharedDatabase database) {
                database.fabric.fault(START_MIRRORING, Fault.acceptedButNothingHappens());
            }

            @Override
            void await(SharedDatabase database) {
                awaitPolling(database, START_MIRRORING);
            }

            @Override
            void letItExit(SharedDatabase database, Release release) {
                int asked = database.timesReached("asked first");
                SharedDatabase.await()
                        .until(() -> !release.isAlive() || database.timesReached("asked first") >= asked + 20);
                database.fabric.switchMirroring(true);
            }

            @Override
            void goOnWithoutIt(SharedDatabase database) {
                database.fabric.switchMirroring(true);
            }
        };

        /** How many migrations are applied at least. */
        final int applied;

        final List<String> notes;

        Point(int applied, String... notes) {
            this.applied = applied;
            this.notes = List.of(notes);
        }

        boolean isStopOutstanding() {
            return notes.stream().anyMatch(note -> note.endsWith("stopping"));
        }

        abstract void hold(SharedDatabase database);

        /** Returns when the run is there. */
        abstract void await(SharedDatabase database);

        /** As {@link #hold}, where a process that is told to exit needs Fabric's answer. */
        void holdTillToldToExit(SharedDatabase database) {
            hold(database);
        }

        /** What happens between that a process is told to exit and that it does. */
        void letItExit(SharedDatabase database, Release release) {}

        /** What happens without the process, now that it is gone. */
        void goOnWithoutIt(SharedDatabase database) {
            database.fabric.release(TOKEN);
            database.fabric.release(STOP_MIRRORING);
        }

        private static void awaitPolling(SharedDatabase database, Operation operation) {
            database.fabric.awaitCall(operation, SharedDatabase.LONG);
            database.awaitReached("asked first", database.timesReached("asked first") + 2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void killedItIsRecoveredByTheNextRunThatGoesOn(Point point) throws Exception {
        killAndRunAgain(point, SCRIPTS);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"COMMITTED.*", "START.*"})
    void killedItIsRecoveredByTheNextRunThatHasNothingToDo(Point point) throws Exception {
        killAndRunAgain(point, "V1__a.sql", "V2__b_off.sql");
    }

    private void killAndRunAgain(Point point, String... scripts) throws Exception {
        try (Release first = release("first", point, scripts);
                Release second = release("second", null, scripts)) {
            point.hold(database);
            holdAt(point, first);
            first.kill();
            point.goOnWithoutIt(database);

            second.migrate(database, SHORT);

            assertThat(second.awaitEnd()).as(second.output()).isEqualTo("ok");
            assertThat(database.applied()).containsExactly(scripts);
            assertThatMirroringIsOnWithoutNote();
            assertThat(database.done()).containsExactly(scripts);
            assertThat(database.violations()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void toldToExitItStartsMirroringAgain(Point point) throws Exception {
        terminate(point, SCRIPTS);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"COMMITTED.*", "START.*"})
    void toldToExitAtItsEndItStartsMirroringAgain(Point point) throws Exception {
        terminate(point, "V1__a.sql", "V2__b_off.sql");
    }

    private void terminate(Point point, String... scripts) throws Exception {
        try (Release release = release("first", point, scripts)) {
            point.holdTillToldToExit(database);
            holdAt(point, release);
            release.terminate();
            point.letItExit(database, release);
            assertThat(release.awaitExit()).isEqualTo(128 + 15);

            assertThatMirroringIsOn();
            if (point.isStopOutstanding()) {
                // The stop may still come, so the note may have to stay: the next run sees to it.
                database.fabric.release(TOKEN);
                database.fabric.release(STOP_MIRRORING);
                database.fabric.clearFaults();
                assertThatTheNextRunRemovesTheNote(scripts);
            } else {
                assertThat(database.notes()).isEmpty();
            }
            List<String> applied = database.applied();
            assertThat(applied).hasSizeGreaterThanOrEqualTo(point.applied);
            assertThat(scripts).startsWith(applied.toArray(String[]::new));
            assertThat(database.done()).isEqualTo(applied);
        }
    }

    private void assertThatTheNextRunRemovesTheNote(String... scripts) throws Exception {
        try (Release next = release("next", null, scripts)) {
            next.migrate(database, SHORT);
            assertThat(next.awaitEnd()).as(next.output()).isEqualTo("ok");
        }
        assertThatMirroringIsOnWithoutNote();
    }

    private Release release(String name, Point point, String... scripts) {
        return Release.start(
                folder, name, point == Point.SIGNING_IN ? database.fabric.environment() : Map.of(), scripts);
    }

    private void holdAt(Point point, Release release) {
        release.migrate(database, SharedDatabase.LONG);
        point.await(database);
        assertThat(database.notes()).isEqualTo(point.notes);
        assertThat(release.isRunning()).isTrue();
    }

    private void assertThatMirroringIsOnWithoutNote() {
        assertThatMirroringIsOn();
        assertThat(database.notes()).isEmpty();
    }

    private void assertThatMirroringIsOn() {
        SharedDatabase.await().until(database.fabric::mirroringOn);
    }
}
