package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.window.WindowNote.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A note in the database that names another SQL database than the one that this process would start. */
class OtherItemsTest {

    private static final String OTHER = "SQL database 3 in workspace 4";

    private final WindowAlone alone = new WindowAlone();

    @ParameterizedTest
    @EnumSource
    void aWindowIsNotOpenedAndBothAreShown(Phase phase) {
        withOther(phase);

        assertThatThrownBy(() -> alone.window.requireOff("V1__a.sql"))
                .isInstanceOf(MirroringException.class)
                .hasMessageContaining(OTHER)
                .hasMessageContaining(WindowAlone.ITEM)
                .hasMessageContaining("V0__old.sql")
                .hasMessageContaining("so V1__a.sql was not run");

        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).hasSize(1);
    }

    @Test
    void evenIfItsProcessLivesItIsNotJoined() {
        alone.withKeeper("alive");
        withOther(Phase.OFF);

        assertThatThrownBy(() -> alone.window.requireOff("V1__a.sql")).hasMessageContaining(OTHER);

        assertThat(alone.calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsStartedForItAndItStays(Phase phase) {
        alone.whileOff();
        withOther(phase);

        alone.window.recover();

        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).hasSize(1);
        assertThat(alone.said)
                .singleElement()
                .asString()
                .startsWith("WARN a note in this database says that mirroring of " + OTHER)
                .contains(WindowAlone.ITEM);
    }

    @Test
    void oneOfThisItemIsEndedBesidesIt() {
        alone.whileOff().withNote("dead", Phase.OFF);
        withOther(Phase.OFF);

        alone.window.recover();

        assertThat(alone.world.mirroring().isOn()).isTrue();
        assertThat(alone.world.notes()).extracting(WindowNote::item).containsExactly(OTHER);
    }

    @Test
    void aNoteWithoutAnItemIsLikeOneOfThisItem() {
        alone.whileOff().withNote("dead", WindowNote.FORMAT, Phase.OFF, "");

        alone.window.recover();

        assertThat(alone.notes()).isEmpty();
    }

    @Test
    void aPersonsStopIsRefused() {
        withOther(Phase.OFF);

        assertThatThrownBy(() -> alone.manualSwitch().stop()).hasMessageContaining(OTHER);

        assertThat(alone.calls).isEmpty();
        assertThat(alone.notes()).hasSize(1);
    }

    @Test
    void aPersonsStartLeavesIt() {
        alone.whileOff();
        withOther(Phase.OFF);

        alone.manualSwitch().start();

        assertThat(alone.world.mirroring().isOn()).isTrue();
        assertThat(alone.world.notes()).extracting(WindowNote::item).containsExactly(OTHER);
    }

    private void withOther(Phase phase) {
        alone.withNote("other", WindowNote.FORMAT, phase, OTHER);
    }
}
