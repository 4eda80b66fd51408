package io.github.fabricmirroring.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Doing without the extension and doing with it, in turn, so that whatever else the machine does meets both. How one
 * doing without differs from the next one is noise: what the extension costs has to be told from it.
 */
record InTurn<M>(List<Pair<M>> pairs) {

    record Pair<M>(M without, M with) {}

    /**
     * Every second pair begins with the other one, as a JVM that gets faster, or a machine that gets slower, meets them
     * in order.
     */
    static <M> InTurn<M> run(int pairs, Callable<M> without, Callable<M> with) throws Exception {
        List<Pair<M>> done = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                done.add(new Pair<>(without.call(), with.call()));
            } else {
                M second = with.call();
                done.add(new Pair<>(without.call(), second));
            }
        }
        return new InTurn<>(List.copyOf(done));
    }

    boolean all(Predicate<M> condition) {
        return pairs.stream().allMatch(pair -> condition.test(pair.without) && condition.test(pair.with));
    }

    Comparison compare(ToDoubleFunction<M> figure) {
        List<Double> without =
                pairs.stream().map(pair -> figure.applyAsDouble(pair.without)).toList();
        return new Comparison(
                Sample.of(without, Double::doubleValue),
                Sample.of(pairs, pair -> figure.applyAsDouble(pair.with)),
                Sample.of(pairs, pair -> figure.applyAsDouble(pair.with) / figure.applyAsDouble(pair.without)),
                Sample.of(IntStream.range(1, without.size())
                        .mapToDouble(i -> without.get(i) / without.get(i - 1))
                        .toArray()));
    }
}
