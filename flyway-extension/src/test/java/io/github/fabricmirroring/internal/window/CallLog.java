package io.github.fabricmirroring.internal.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Lets a process be left at any port call, and gone on with later, without a thread of its own. A process is determined
 * by what its port calls return. So to go on with it, it is executed again from its beginning: the calls that it has
 * made before return what they returned then, a number of further ones is made in earnest, and the next one after those
 * throws {@link Suspended}, as does each one that the process makes on its way out.
 */
final class CallLog {

    private record Thrown(RuntimeException exception) {}

    private final List<Object> answers = new ArrayList<>();
    private final BiConsumer<String, Object> trace;
    private int position;
    private int further;
    private boolean suspended;

    /**
     * @param trace is given each call that is made in earnest, and what it returned
     */
    CallLog(BiConsumer<String, Object> trace) {
        this.trace = trace;
    }

    /**
     * Begins an execution.
     *
     * @param furtherCalls how many further calls to make in earnest
     */
    void replay(int furtherCalls) {
        position = 0;
        further = furtherCalls;
        suspended = false;
    }

    /** How many of those of this execution it has not made. */
    int callsLeft() {
        return further;
    }

    /** Throws {@link Suspended} from each call of this execution from now on. */
    Suspended suspend() {
        suspended = true;
        return Suspended.HERE;
    }

    /** A call before which anything else may happen. */
    <T> T step(String name, Supplier<T> call) {
        return answer(name, call, 1);
    }

    /** A call that nothing else has to do with. */
    <T> T aside(String name, Supplier<T> call) {
        return answer(name, call, 0);
    }

    @SuppressWarnings("unchecked") // What was logged here before.
    private <T> T answer(String name, Supplier<T> call, int cost) {
        if (suspended) {
            throw Suspended.HERE;
        }
        if (position < answers.size()) {
            Object answer = answers.get(position++);
            if (answer instanceof Thrown thrown) {
                throw thrown.exception();
            }
            return (T) answer;
        }
        if (further < cost) {
            throw suspend();
        }
        try {
            T answer = call.get(); // May suspend, and is not logged then.
            answers.add(answer);
            trace.accept(name, answer);
            return answer;
        } catch (RuntimeException e) {
            answers.add(new Thrown(e));
            trace.accept(name, e);
            throw e;
        } finally {
            further -= suspended ? 0 : cost;
            position++;
        }
    }
}
