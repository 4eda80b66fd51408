package io.github.fabricmirroring.standin;

import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What happens to a call:
 *
 * <ol>
 *   <li>a fault meets it, or else its service answers it and begins what it asks for
 *   <li>it goes into the journal
 *   <li>if its operation is held, it waits
 *   <li>the answer goes out
 * </ol>
 *
 * The first two are one step for all threads, so the journal tells in which order calls took effect.
 */
final class CallHandler implements ResponseDefinitionTransformerV2 {

    private final Map<Operation, Script> scripts = new EnumMap<>(Operation.class);
    private final List<Call> journal = new ArrayList<>();
    private final Duration answerAfter;

    /** Null until the server's ports are known. */
    private Endpoint fabric;

    private Endpoint identity;
    private Endpoint pipelines;
    private boolean closed;

    CallHandler(Duration answerAfter) {
        this.answerAfter = answerAfter;
        for (Operation operation : Operation.values()) {
            scripts.put(operation, new Script());
        }
    }

    synchronized void serve(Endpoint fabric, Endpoint identity, Endpoint pipelines) {
        this.fabric = fabric;
        this.identity = identity;
        this.pipelines = pipelines;
    }

    @Override
    public String getName() {
        return "fabric-stand-in";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        return handle(event.getRequest()).after(answerAfter);
    }

    private synchronized Answer handle(Request request) {
        Endpoint endpoint = endpoint(request);
        String name = endpoint.name(request);
        Script script = scriptOf(name);
        Fault fault = script.nextFault();
        Answer answer;
        if (fault == null) {
            answer = endpoint.answer(request);
        } else {
            if (fault.takesEffect()) {
                endpoint.answer(request);
            }
            answer = fault.answer();
        }
        journal.add(new Call(
                Instant.now(),
                name,
                request.getMethod().getName(),
                Endpoint.path(request),
                request.getHeader("User-Agent"),
                answer.status()));
        script.arrived = true;
        notifyAll();
        while (!closed && (script.held || answer == Answer.SILENCE)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Answer.RESET;
            }
        }
        return answer;
    }

    private Endpoint endpoint(Request request) {
        if (!request.getScheme().equals("https")) {
            return identity;
        }
        return pipelines.name(request).equals(Endpoint.UNKNOWN) ? fabric : pipelines;
    }

    private Script scriptOf(String name) {
        return scripts.entrySet().stream()
                .filter(entry -> entry.getKey().pathName().equals(name))
                .map(Map.Entry::getValue)
                .findAny()
                // No faults and no holds for the others.
                .orElseGet(Script::new);
    }

    synchronized List<Call> journal() {
        return List.copyOf(journal);
    }

    synchronized void clearJournal() {
        journal.clear();
    }

    synchronized void fault(Operation operation, Fault... faults) {
        scripts.get(operation).next.addAll(Arrays.asList(faults));
    }

    synchronized void faultAlways(Operation operation, Fault fault) {
        scripts.get(operation).always = fault;
    }

    synchronized void clearFaults() {
        for (Script script : scripts.values()) {
            script.next.clear();
            script.always = null;
        }
    }

    synchronized void hold(Operation operation) {
        Script script = scripts.get(operation);
        script.held = true;
        script.arrived = false;
    }

    synchronized void release(Operation operation) {
        scripts.get(operation).held = false;
        notifyAll();
    }

    synchronized boolean awaitCall(Operation operation, Duration timeout) throws InterruptedException {
        Script script = scripts.get(operation);
        long end = System.nanoTime() + timeout.toNanos();
        while (!script.arrived) {
            long milliseconds = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (milliseconds <= 0) {
                return false;
            }
            wait(milliseconds);
        }
        return true;
    }

    /** Lets go of all calls that wait. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** What is to happen to the calls of one operation. */
    private static final class Script {
        final Deque<Fault> next = new ArrayDeque<>();
        Fault always;
        boolean held;
        /** Whether a call arrived, since the last hold if there was one. */
        boolean arrived;

        Fault nextFault() {
            return next.isEmpty() ? always : next.remove();
        }
    }
}
