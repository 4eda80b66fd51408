package io.github.fabricmirroring.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** Figures of one kind. A single one means little on a machine that also does other things. */
final class Sample {

    private final DescriptiveStatistics figures;

    private Sample(double[] figures) {
        this.figures = new DescriptiveStatistics(figures);
    }

    static Sample of(double... figures) {
        return new Sample(figures);
    }

    static <T> Sample of(List<T> measured, ToDoubleFunction<T> figure) {
        return new Sample(measured.stream().mapToDouble(figure).toArray());
    }

    int size() {
        return Math.toIntExact(figures.getN());
    }

    double median() {
        return figures.getPercentile(50);
    }

    double lowerQuartile() {
        return figures.getPercentile(25);
    }

    double upperQuartile() {
        return figures.getPercentile(75);
    }

    double highest() {
        return figures.getMax();
    }
}
