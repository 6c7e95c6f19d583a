package dev.pgexport.testkit;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import java.io.IOException;

/** The two ways to store an object. */
enum Storing {
    PUT {
        @Override
        StoredObject store(Sink sink, ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
            return sink.put(name, writer);
        }
    },
    CREATE {
        @Override
        StoredObject store(Sink sink, ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
            return sink.create(name, writer);
        }
    };

    abstract StoredObject store(Sink sink, ObjectName name, ObjectWriter writer)
            throws IOException, InterruptedException;
}
