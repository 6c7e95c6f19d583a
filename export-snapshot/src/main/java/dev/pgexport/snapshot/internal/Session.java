package dev.pgexport.snapshot.internal;

import dev.pgexport.aws.AwsClients;
import dev.pgexport.snapshot.SnapshotSettings;
import dev.pgexport.snapshot.internal.rds.ExportTasks;
import dev.pgexport.snapshot.internal.rds.Origins;
import dev.pgexport.snapshot.internal.rds.RdsCalls;
import dev.pgexport.snapshot.internal.storage.Store;

/** The clients of one export. Thread-safe; close it from any thread, which ends what they do. */
record Session(AwsClients clients, RdsCalls calls, Origins origins, ExportTasks tasks, Store store)
        implements AutoCloseable {

    /** Open them; sends no request. */
    static Session open(SnapshotSettings settings, String bucket) {
        AwsClients clients = AwsClients.open(settings.aws());
        RdsCalls calls = RdsCalls.open(clients, settings.endpoint());
        return new Session(clients, calls, new Origins(calls), new ExportTasks(calls), Store.open(clients, bucket));
    }

    @Override
    public void close() {
        store.close();
        calls.close();
        clients.close();
    }
}
