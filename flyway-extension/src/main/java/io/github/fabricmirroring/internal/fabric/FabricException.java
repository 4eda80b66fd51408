package io.github.fabricmirroring.internal.fabric;

import io.github.fabricmirroring.internal.window.MirroringApiException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A call to Fabric's REST API that did not succeed. The message tells a person what happened and what to do next; the
 * rest is what Fabric said. It has no cause: what Azure's libraries and services have thrown would be printed as it came
 * by whoever prints causes, and goes to the debug log in a form that is fit for one.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/fabric/articles/using-fabric-apis">Fabric's error response</a>
 */
public final class FabricException extends MirroringApiException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final FabricError error;
    private final boolean mayHaveTakenEffect;

    FabricException(String message, int status, FabricError error, boolean mayHaveTakenEffect) {
        super(message, null);
        this.status = status;
        this.error = error;
        this.mayHaveTakenEffect = mayHaveTakenEffect;
    }

    /** The HTTP status of the last answer, if there was an answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Fabric's code of the error, such as {@code ItemNotFound}; empty if there was none. */
    public String errorCode() {
        return error.errorCode();
    }

    /** Fabric's own words; empty if there were none. */
    public String errorMessage() {
        return error.message();
    }

    /** What Microsoft's support asks for; empty if there was none. */
    public String requestId() {
        return error.requestId();
    }

    /** Further errors, each as {@code errorCode: message}. */
    public List<String> moreDetails() {
        return error.moreDetails();
    }

    @Override
    public boolean mayHaveTakenEffect() {
        return mayHaveTakenEffect;
    }
}
