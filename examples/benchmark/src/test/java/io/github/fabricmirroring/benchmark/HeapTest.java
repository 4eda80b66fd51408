package io.github.fabricmirroring.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapTest {

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 31, 67, 68})
    void smallestHeapIsFoundInFewTries(int needed) throws Exception {
        List<Integer> tries = new ArrayList<>();

        int found = Heap.smallest(4, 68, megabytes -> {
            tries.add(megabytes);
            return megabytes >= needed;
        });

        assertThat(found).isEqualTo(needed);
        assertThat(tries).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void aRunThatDoesNotPassAtAllIsTold() {
        assertThatThrownBy(() -> Heap.smallest(4, 68, megabytes -> false)).hasMessageContaining("68 MB");
    }
}
