package io.weft.core;

/** What the control plane knows of an endpoint's proxy. */
public enum ProtocolHint {
    /** Nothing: speak what the application spoke. */
    UNKNOWN,
    /** Its proxy takes HTTP/2 and the HTTP/1 upgrade convention. */
    HTTP2,
    /** Its proxy treats the port as opaque; the transport header names no session protocol. */
    OPAQUE
}
