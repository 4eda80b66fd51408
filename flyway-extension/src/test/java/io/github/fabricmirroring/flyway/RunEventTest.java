package io.github.fabricmirroring.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.flyway.RunEvent.Place;
import java.util.Arrays;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunEventTest {

    /** They fire between migrations, while the next one's transaction is open. */
    @ParameterizedTest
    @EnumSource(
            value = Event.class,
            names = {"BEFORE_REPEATABLES", "AFTER_VERSIONED"})
    void whatFiresInsideTheNextTransactionMeansNothing(Event event) {
        assertThat(RunEvent.of(event)).isEqualTo(RunEvent.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void anEventOfOneMigrationIsServedInsideIt(Event event) {
        RunEvent meaning = RunEvent.of(event);

        if (event.name().contains("_EACH_")) {
            assertThat(meaning.place()).isIn(Place.INSIDE_A_MIGRATION, Place.NOWHERE);
        } else {
            assertThat(meaning.place()).isIn(Place.BETWEEN_MIGRATIONS, Place.NOWHERE);
        }
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void whatIsServedBetweenMigrationsIsNeverAskedFor(Event event) {
        MirroringCallback callback = new MirroringCallback();

        // As Flyway 11 asks, with no run about.
        assertThat(callback.supports(event, null)).isEqualTo(RunEvent.of(event).place() == Place.INSIDE_A_MIGRATION);
    }

    @Test
    void eachMeaningHasAnEvent() {
        assertThat(Arrays.stream(Event.values()).map(RunEvent::of)).contains(RunEvent.values());
    }
}
