package io.github.fabricmirroring.standin;

/** The calls that {@linkplain Fault faults} and {@linkplain FabricStandIn#hold holds} are made for. */
public enum Operation {
    STOP_MIRRORING("stopMirroring"),
    START_MIRRORING("startMirroring"),
    /** The client looks the item up. */
    GET_SQL_DATABASE("getSqlDatabase"),
    /** The client asks the managed identity, or Entra, for a token. */
    TOKEN("token");

    private final String pathName;

    Operation(String pathName) {
        this.pathName = pathName;
    }

    /** The last part of the operation's path, which is also its name in the journal. */
    public String pathName() {
        return pathName;
    }
}
