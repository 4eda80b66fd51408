package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.window.CallEnds;
import io.github.fabricmirroring.internal.window.FaultRow;
import io.github.fabricmirroring.internal.window.FaultRow.At;
import io.github.fabricmirroring.internal.window.WindowFaults;
import io.github.fabricmirroring.standin.Operation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that goes wrong with a call to Fabric.
 *
 * @param name as in FAULTS.md
 * @param says what the exception says, if there is one; " … " stands for anything, {@code {call}} for the call's name
 */
public record CallFault(String name, CallEnds ends, List<Operation> of, String says, Trouble trouble) {

    /** Makes it go wrong. */
    public interface Trouble {
        void with(TroubledCalls calls, Operation operation);
    }

    CallFault only(Operation operation) {
        return new CallFault(name, ends, List.of(operation), says, trouble);
    }

    /** Rows of FAULTS.md: the call's failure, and what becomes of the window then. */
    public Stream<FaultRow> rows() {
        return of.stream().map(operation -> WindowFaults.afterCall(name, ends, at(operation), says(operation)));
    }

    String says(Operation operation) {
        return says.replace("{call}", operation.pathName());
    }

    @Override
    public String toString() {
        return name;
    }

    private static At at(Operation operation) {
        return operation == Operation.STOP_MIRRORING ? At.STOP : At.START;
    }
}
