package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever other callbacks there are, named anything, succeeding or failing: a tagged migration runs while mirroring is
 * off, and mirroring is started again in a process that lives on.
 */
class CallbackOrderTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** All that a run may fire, but for those of schemas and connections. */
    private static final List<Event> EVENTS = List.of(
            Event.BEFORE_VALIDATE,
            Event.AFTER_VALIDATE,
            Event.BEFORE_MIGRATE,
            Event.BEFORE_EACH_MIGRATE,
            Event.BEFORE_EACH_MIGRATE_STATEMENT,
            Event.AFTER_EACH_MIGRATE_STATEMENT,
            Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR,
            Event.AFTER_EACH_MIGRATE,
            Event.AFTER_EACH_MIGRATE_ERROR,
            Event.BEFORE_REPEATABLES,
            Event.AFTER_VERSIONED,
            Event.AFTER_MIGRATE_APPLIED,
            Event.AFTER_MIGRATE,
            Event.AFTER_MIGRATE_ERROR,
            Event.AFTER_MIGRATE_OPERATION_FINISH);

    /** How another callback comes to Flyway. */
    enum Kind {
        /** Its name is empty. */
        SQL {
            @Override
            Flyway flyway(TestProject project, String sql, Event... events) {
                Stream.of(events).forEach(event -> project.script(event.getId(), sql));
                return project.flyway().load();
            }
        },
        SQL_WITH_DESCRIPTION {
            @Override
            Flyway flyway(TestProject project, String sql, Event... events) {
                Stream.of(events).forEach(event -> project.script(event.getId() + "__!first", sql));
                return project.flyway().load();
            }
        },
        /** Its name is empty, as that of each anonymous class. */
        JAVA_REGISTERED_BEFORE_OURS {
            @Override
            Flyway flyway(TestProject project, String sql, Event... events) {
                return project.flyway(anonymous(sql, events), project.callback().build())
                        .load();
            }
        },
        JAVA_REGISTERED_AFTER_OURS {
            @Override
            Flyway flyway(TestProject project, String sql, Event... events) {
                return project.flyway(project.callback().build(), anonymous(sql, events))
                        .load();
            }
        };

        abstract Flyway flyway(TestProject project, String sql, Event... events);
    }

    private TestProject project;

    @BeforeEach
    void aProjectWithATaggedMigrationBetweenUntaggedOnes(@TempDir Path scripts) {
        project = new TestProject(scripts).untagged("V1__a").untagged("V3__c");
    }

    @AfterEach
    void close() {
        project.close();
    }

    /** Of those that come first. */
    static Stream<Arguments> eventsOfFailures() {
        return EVENTS.stream().flatMap(event -> Stream.of(Kind.SQL, Kind.JAVA_REGISTERED_BEFORE_OURS)
                .map(kind -> Arguments.of(event, kind)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void callbacksThatSucceedChangeNothing(Kind kind) {
        project.tagged("V2__b");

        kind.flyway(project, TestProject.seen("cb"), EVENTS.toArray(Event[]::new))
                .migrate();

        assertThat(migrations()).containsExactly("V1__a on", "V2__b off", "V3__c on");
        assertThatMirroringIsOn();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("eventsOfFailures")
    void aCallbackThatFailsLeavesMirroringOn(Event event, Kind kind) {
        project.tagged("V2__b");

        // Not each of the events occurs.
        catchThrowable(kind.flyway(project, "select * from nowhere_cb;\n", event)::migrate);

        assertThat(migrations()).isSubsetOf("V1__a on", "V2__b off", "V3__c on");
        assertThatMirroringIsOn();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void callbacksThatSucceedLeaveTheMigrationsOwnError(Kind kind) {
        project.taggedAndFailing("V2__b");

        assertThatThrownBy(kind.flyway(project, TestProject.seen("cb"), EVENTS.toArray(Event[]::new))::migrate)
                .hasMessageContaining("NOWHERE");

        assertThatMirroringIsOn();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("eventsOfFailures")
    void aCallbackThatFailsLikeTheMigrationLeavesMirroringOn(Event event, Kind kind) {
        project.taggedAndFailing("V2__b");

        assertThatThrownBy(kind.flyway(project, "select * from nowhere_cb;\n", event)::migrate)
                .hasMessageContaining("NOWHERE");

        assertThatMirroringIsOn();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQL", "SQL_WITH_DESCRIPTION", "JAVA_REGISTERED_AFTER_OURS"})
    void itsWorkBeforeAMigrationComesAfterOurs(Kind kind) {
        project.tagged("V2__b");

        kind.flyway(project, TestProject.seen("cb"), Event.BEFORE_EACH_MIGRATE).migrate();

        assertThat(project.seen()).containsExactly("cb on", "V1__a on", "cb off", "V2__b off", "cb on", "V3__c on");
        assertThat(CapturedLog.ours()).noneMatch(line -> line.contains("empty name"));
    }

    @Test
    void oneThatCannotButComeBeforeOursIsWarnedOf() {
        project.tagged("V2__b");

        Kind.JAVA_REGISTERED_BEFORE_OURS
                .flyway(project, TestProject.seen("cb"), Event.BEFORE_EACH_MIGRATE)
                .migrate();

        assertThat(CapturedLog.ours())
                .filteredOn(line -> line.contains("has an empty name and was registered before MirroringCallback"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theDatabaseMayBeGoneWhenTheRunHasFailed(Kind kind) {
        AtomicBoolean gone = new AtomicBoolean();
        Flyway flyway = kind.flyway(project, TestProject.seen("cb"), Event.AFTER_MIGRATE_ERROR);
        Flyway losing = Flyway.configure(getClass().getClassLoader())
                .configuration(flyway.getConfiguration())
                .dataSource(project.dataSource(gone))
                .javaMigrations(new V2__Database_goes(gone))
                .load();

        assertThatThrownBy(losing::migrate);

        assertThatMirroringIsOn();
    }

    @Test
    void withoutSuchACallbackTheErrorStaysTheMigrationsOwnIfTheDatabaseIsGone() {
        AtomicBoolean gone = new AtomicBoolean();

        assertThatThrownBy(() -> project.flyway()
                        .dataSource(project.dataSource(gone))
                        .javaMigrations(new V2__Database_goes(gone))
                        .load()
                        .migrate())
                .hasRootCauseMessage("the migration's own error");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void anErrorThatFiresNoEventLeavesMirroringOnInAProcessThatLivesOn() {
        assertThatThrownBy(() ->
                        project.flyway().javaMigrations(new V2__Error()).load().migrate())
                .isInstanceOf(AssertionError.class);

        assertThatMirroringIsOn();
        assertThat(CapturedLog.ours())
                .contains("WARN a run ended without an event and left mirroring off; starting it.");
    }

    private List<String> migrations() {
        return project.seen().stream().filter(line -> line.startsWith("V")).toList();
    }

    private void assertThatMirroringIsOn() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(project.fabric.mirroringOn()).isTrue();
            assertThat(project.query(
                            "select count(*) from information_schema.tables where table_name = 'fabric_mirroring'"))
                    .first()
                    .satisfiesAnyOf(count -> assertThat(count).isEqualTo("0"), count -> assertThat(
                                    project.query("select id from \"fabric_mirroring\""))
                            .isEmpty());
        });
        assertThat(project.fabric.calls().stream()
                        .filter("startMirroring"::equals)
                        .count())
                .isLessThanOrEqualTo(1);
    }

    private static Callback anonymous(String sql, Event... at) {
        return new BaseCallback() {
            @Override
            public boolean supports(Event event, Context context) {
                return Set.of(at).contains(event);
            }

            @Override
            public void handle(Event event, Context context) {
                try (Statement statement = context.getConnection().createStatement()) {
                    statement.execute(sql);
                } catch (Exception e) {
                    throw new IllegalStateException(e.getMessage().toUpperCase(Locale.ROOT), e);
                }
            }
        };
    }

    @RequiresMirroringOff
    static final class V2__Database_goes extends BaseJavaMigration {
        private final AtomicBoolean gone;

        V2__Database_goes(AtomicBoolean gone) {
            this.gone = gone;
        }

        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) {
            gone.set(true);
            throw new IllegalStateException("the migration's own error");
        }
    }

    @RequiresMirroringOff
    static final class V2__Error extends BaseJavaMigration {
        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) {
            throw new AssertionError("not an exception");
        }
    }
}
