package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One request on an HTTP/2 connection we dialled. */
final class Http2ClientStream extends PieceGatherer implements ClientStream, Http2Handler.PeerStream {
    private final Http2ClientHandler connection;
    private final int id;
    private final ResponseListener listener;
    private final IntConsumer written;
    private @Nullable Http2Stream stream; // null until the codec has opened it
    private boolean requestEnded;
    private boolean headSeen;
    private boolean over;

    Http2ClientStream(Http2ClientHandler connection, int id, ResponseListener listener) {
        this.connection = connection;
        this.id = id;
        this.listener = listener;
        this.written = listener::requestWritten;
    }

    void opened(Http2Stream opened, boolean end) {
        stream = opened;
        requestEnded = end;
    }

    void failed(String reason) {
        failed(StreamFailure.connection(reason));
    }

    void unprocessed(String reason) {
        failed(StreamFailure.unprocessed(reason));
    }

    private void failed(StreamFailure failure) {
        if (!over) {
            over = true;
            drop();
            listener.responseFailed(failure);
        }
    }

    /** False: an interim response, which says nothing to anybody. */
    boolean headers(Http2Headers headers, boolean end) {
        if (over) {
            return true;
        }
        int status = headSeen ? 0 : Http1Heads.statusOf(headers);
        if (headSeen) {
            over = true;
            stopSending();
            passGathered();
            listener.responseTrailers(headers);
        } else if (status >= 200) {
            headSeen = true;
            over = end;
            if (end) {
                stopSending();
            }
            listener.responseHead(headers, end);
        } else if (status < 100 || end) { // an interim one that is all makes no response
            cancel(Http2Error.PROTOCOL_ERROR.code());
            listener.responseFailed(StreamFailure.connection("response without status"));
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void data(ByteBuf data, boolean end) {
        if (over || !headSeen) {
            consume(data.readableBytes());
            data.release();
            return;
        }
        over = end;
        if (end) {
            stopSending();
        }
        came(data, end);
    }

    @Override
    EventExecutor loop() {
        return connection.ctx().executor();
    }

    @Override
    void pass(ByteBuf data, boolean end) {
        listener.responseData(data, end);
    }

    /** The response is whole while the request is not: nobody will read the rest of it. */
    private void stopSending() {
        if (!requestEnded) {
            requestEnded = true;
            connection.writeReset(id, Http2Error.NO_ERROR.code());
        }
    }

    @Override
    public void reset(long errorCode) {
        failed(StreamFailure.reset(errorCode));
    }

    @Override
    public void closed() {
        drop();
        if (connection.isLeftOut(id)) {
            unprocessed("server is going away");
        } else if (connection.isLeaving()) {
            failed(StreamFailure.leaving(connection.farewell()));
        } else {
            failed("connection closed");
        }
    }

    @Override
    public void requestData(ByteBuf data, boolean end) {
        if (over || requestEnded) {
            int bytes = data.readableBytes();
            ReferenceCountUtil.release(data);
            listener.requestWritten(bytes);
            return;
        }
        requestEnded = end;
        connection.writeData(id, data, end, written);
    }

    @Override
    public void requestTrailers(Http2Headers trailers) {
        if (!over && !requestEnded) {
            requestEnded = true;
            connection.writeHead(id, trailers, true);
        }
    }

    @Override
    public void cancel(long errorCode) {
        if (!over) {
            over = true;
            drop();
            connection.abandon(id, errorCode);
        }
    }

    @Override
    protected void giveUp() {
        listener.responseUnread();
    }

    @Override
    public void responseConsumed(int bytes) {
        consume(bytes);
        credited(bytes);
    }

    private void consume(int bytes) {
        if (stream != null) {
            connection.consume(stream, bytes);
        }
    }
}
