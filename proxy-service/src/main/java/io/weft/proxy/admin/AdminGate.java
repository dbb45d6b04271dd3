package io.weft.proxy.admin;

import io.netty.channel.Channel;
import io.weft.proxy.errors.Refusal;
import java.util.Optional;
import reactor.netty.http.server.HttpServerRequest;

/** Who comes to the admin port, and who may ask there. Threading: called on the admin server's loop; must not block. */
public interface AdminGate {
    /** A connection has come in, and nothing of it is read yet; may add handlers at its pipeline's front. */
    void accept(Channel connection);

    /**
     * Why a request is refused; empty if it may go on.
     *
     * @param connection that it came by, as it was accepted
     */
    Optional<Refusal> refusal(Channel connection, HttpServerRequest request);
}
