package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a cold process spends on its first stop call, from the moment that it turns to Fabric's API. The stand-in sees
 * when calls arrive; a flight recording of the process tells which classes were loaded when, and when the TLS handshake
 * was over.
 *
 * @param classLoading in all of the following, which are without it
 * @param token until the call for a token arrives: a credential and a client for HTTP are made
 * @param tls until the TLS handshake is over: the token is read, and a connection opened
 * @param request until the stop call arrives
 * @param classes how many were loaded
 */
record FirstWindow(Duration classLoading, Duration token, Duration tls, Duration request, int classes) {

    private static final String FIRST_CLASS = "io.github.fabricmirroring.internal.fabric.FabricApi";

    private static final String SETTINGS =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.ClassLoad">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">false</setting>
                <setting name="threshold">0 ms</setting>
              </event>
              <event name="jdk.TLSHandshake">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">false</setting>
              </event>
            </configuration>
            """;

    private record Load(Instant begin, Instant end, String type) {}

    /**
     * @param settings of the recording; it is written
     */
    static String javaArgument(Path recording, Path settings) throws IOException {
        Files.writeString(settings, SETTINGS);
        return "-XX:StartFlightRecording:dumponexit=true,settings=" + settings + ",filename=" + recording;
    }

    Duration whole() {
        return classLoading.plus(token).plus(tls).plus(request);
    }

    static FirstWindow read(Path recording, FabricStandIn fabric) throws IOException {
        List<Load> loads = new ArrayList<>();
        List<Instant> handshakes = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            switch (event.getEventType().getName()) {
                case "jdk.ClassLoad" ->
                    loads.add(new Load(
                            event.getStartTime(),
                            event.getEndTime(),
                            event.getClass("loadedClass").getName()));
                case "jdk.TLSHandshake" -> handshakes.add(event.getStartTime());
                default -> {}
            }
        }
        Instant begin = loads.stream()
                .filter(load -> load.type.equals(FIRST_CLASS))
                .map(Load::begin)
                .findFirst()
                .orElseThrow();
        Instant tokenAsked = arrival(fabric, Operation.TOKEN);
        Instant shaken = handshakes.stream()
                .filter(at -> at.isAfter(tokenAsked))
                .findFirst()
                .orElseThrow();
        Instant stopAsked = arrival(fabric, Operation.STOP_MIRRORING);
        Duration loadingToken = loading(loads, begin, tokenAsked);
        Duration loadingTls = loading(loads, tokenAsked, shaken);
        Duration loadingRequest = loading(loads, shaken, stopAsked);
        return new FirstWindow(
                loadingToken.plus(loadingTls).plus(loadingRequest),
                Duration.between(begin, tokenAsked).minus(loadingToken),
                Duration.between(tokenAsked, shaken).minus(loadingTls),
                Duration.between(shaken, stopAsked).minus(loadingRequest),
                (int) loads.stream()
                        .filter(load -> !load.begin.isBefore(begin) && load.begin.isBefore(stopAsked))
                        .count());
    }

    private static Instant arrival(FabricStandIn fabric, Operation operation) {
        return fabric.journal().stream()
                .filter(call -> call.name().equals(operation.pathName()))
                .map(Call::at)
                .findFirst()
                .orElseThrow();
    }

    /** For how long any thread was loading a class; one class may be loaded within the loading of another. */
    private static Duration loading(List<Load> loads, Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Instant counted = from;
        for (Load load :
                loads.stream().sorted(Comparator.comparing(Load::begin)).toList()) {
            Instant begin = load.begin.isAfter(counted) ? load.begin : counted;
            Instant end = load.end.isBefore(to) ? load.end : to;
            if (begin.isBefore(end)) {
                sum = sum.plus(Duration.between(begin, end));
                counted = end;
            }
        }
        return sum;
    }
}
