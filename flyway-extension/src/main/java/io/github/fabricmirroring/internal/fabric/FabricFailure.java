package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.Sentences.sentence;

/** What people read when a call did not succeed: what happened, and what to do next. */
final class FabricFailure {

    private final FabricAddress address;
    private final String endpointSetting;
    private final Advice advice;

    /**
     * @param endpointSetting what the person who set the endpoint, or would have to, calls that setting
     */
    FabricFailure(FabricAddress address, String endpointSetting) {
        this.address = address;
        this.endpointSetting = endpointSetting;
        this.advice = new Advice(address);
    }

    /** Fabric, or a proxy before it, has answered something other than yes. */
    FabricException answered(String operation, Answer answer, Tries tries) {
        FabricError error = answer.error();
        StringBuilder message = new StringBuilder(
                        answer.page() ? "Something in place of Fabric answered " : "Fabric answered ")
                .append(answer.status())
                .append(error.errorCode().isEmpty() ? "" : " " + error.errorCode())
                .append(to(operation))
                .append(tries.count() > 1 ? ", after " + tries.count() + " tries" : "")
                .append(error.message().isEmpty() ? "." : ": " + sentence(error.message()));
        error.moreDetails().forEach(detail -> message.append(' ').append(sentence(detail)));
        message.append(' ').append(advice.about(answer));
        if (!error.requestId().isEmpty()) {
            message.append(" (Request id for Microsoft's support: ")
                    .append(error.requestId())
                    .append(")");
        }
        return new FabricException(message.toString(), answer.status(), error, tries.mayHaveTakenEffect());
    }

    /** No answer has come, or none that Java hands over. */
    FabricException notAnswered(String operation, RuntimeException failure, Tries tries) {
        NoAnswer noAnswer = NoAnswer.of(failure);
        String message =
                switch (noAnswer.fate()) {
                    case NO_TOKEN -> noToken("ask for " + operation + " of " + address.item(), failure);
                    case UNAUTHORIZED -> "Fabric answered 401" + to(operation) + ". " + Advice.AUTHORIZATION_DROPPED;
                    case NOT_SENT, UNKNOWN -> noAnswer(operation, noAnswer, tries);
                };
        int status = noAnswer.fate() == NoAnswer.Fate.UNAUTHORIZED ? 401 : 0;
        return new FabricException(message, status, FabricError.NONE, tries.mayHaveTakenEffect());
    }

    /** Before anything was asked for. */
    FabricException noToken(RuntimeException failure) {
        return new FabricException(
                noToken("stop and start mirroring of " + address.item(), failure), 0, FabricError.NONE, false);
    }

    private String noToken(String purpose, RuntimeException failure) {
        return SignIn.noToken(address.scope(), purpose, failure);
    }

    /** Before anything was sent. */
    FabricException interrupted(String operation) {
        return new FabricException(
                "The thread was interrupted before Fabric was asked for " + operation + " of " + address.item() + ".",
                0,
                FabricError.NONE,
                false);
    }

    private String noAnswer(String operation, NoAnswer noAnswer, Tries tries) {
        if (noAnswer.isInterrupt()) {
            return "The thread was interrupted while Fabric was asked for " + operation + " of " + address.item()
                    + "; whether that has arrived is not known.";
        }
        return "No answer from " + address.origin() + to(operation) + after(tries)
                + sentence(noAnswer.reason())
                + " Check the network, the proxy, the certificates that Java trusts and " + endpointSetting + ".";
    }

    private static String after(Tries tries) {
        return switch (tries.count()) {
            case 0 -> ": ";
            case 1 -> " after 1 try: ";
            default -> " after " + tries.count() + " tries: ";
        };
    }

    private String to(String operation) {
        return " to " + operation + " of " + address.item();
    }
}
