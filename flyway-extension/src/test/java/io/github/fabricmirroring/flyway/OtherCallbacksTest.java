package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway throws away the callbacks that were set in code as soon as it finds one in {@code db/callback} by itself. */
class OtherCallbacksTest {

    @TempDir
    private Path scripts;

    @Test
    void anApplicationWithTheLibraryKeepsTheCallbacksThatItSetsInCode() {
        try (TestProject project = new TestProject(scripts).untagged("V1__a")) {
            Counter own = new Counter();

            project.flyway(own).load().migrate();

            assertThat(own.migrations).hasValue(1);
        }
    }

    @Test
    void anApplicationKeepsThemBesideOurs() {
        try (TestProject project = new TestProject(scripts).tagged("V1__a")) {
            Counter own = new Counter();

            project.flyway(project.callback().build(), own).load().migrate();

            assertThat(own.migrations).hasValue(1);
            assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        }
    }

    private static final class Counter extends BaseCallback {

        private final AtomicInteger migrations = new AtomicInteger();

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            migrations.incrementAndGet();
        }
    }
}
