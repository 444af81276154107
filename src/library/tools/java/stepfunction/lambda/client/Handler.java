package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;

/** A function's handler, whatever its form: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html. */
interface Handler {

    /**
     * Handles one event.
     *
     * @throws Throwable what the handler throws
     */
    void handle(InputStream event, OutputStream response, Context context) throws Throwable;

    /** One that reports each event as failed. */
    static Handler failing(HandlerFault fault) {
        return (event, response, context) -> {
            throw fault;
        };
    }
}
