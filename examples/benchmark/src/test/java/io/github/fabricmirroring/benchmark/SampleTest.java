package io.github.fabricmirroring.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void oneFigureThatIsFarOffDoesNotMoveTheMedian() {
        assertThat(Sample.of(3, 1, 2).median()).isEqualTo(2);
        assertThat(Sample.of(3, 1, 2000).median()).isEqualTo(3);
        assertThat(Sample.of(4, 1, 2, 3).median()).isEqualTo(2.5);
        assertThat(Sample.of(3, 1, 2000).highest()).isEqualTo(2000);
    }

    @Test
    void quartilesHoldTheMiddleHalf() {
        Sample sample = Sample.of(1, 2, 3, 4, 5, 6, 7);

        assertThat(sample.lowerQuartile()).isEqualTo(2);
        assertThat(sample.upperQuartile()).isEqualTo(6);
    }

    @Test
    void pairsAreMeasuredInTurnAndEverySecondOneTheOtherWayRound() throws Exception {
        List<String> order = new ArrayList<>();

        InTurn.run(3, () -> order.add("without"), () -> order.add("with"));

        assertThat(order).containsExactly("without", "with", "with", "without", "without", "with");
    }

    @Test
    void ratiosAreOfOnePairAndNoiseIsOfWithoutToWithout() throws Exception {
        Deque<Double> without = new ArrayDeque<>(List.of(100.0, 200.0, 100.0));
        Deque<Double> with = new ArrayDeque<>(List.of(102.0, 206.0, 101.0));

        Comparison comparison = InTurn.run(3, without::remove, with::remove).compare(Double::doubleValue);

        assertThat(comparison.ratio().median()).isEqualTo(1.02);
        assertThat(comparison.ratio().highest()).isEqualTo(1.03);
        assertThat(comparison.noise().size()).isEqualTo(2);
        assertThat(comparison.noise().highest()).isEqualTo(2);
        assertThat(comparison.without().median()).isEqualTo(100);
        assertThat(comparison.with().median()).isEqualTo(102);
    }
}
