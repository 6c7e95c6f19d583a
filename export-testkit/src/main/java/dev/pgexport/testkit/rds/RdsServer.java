package dev.pgexport.testkit.rds;

import com.sun.net.httpserver.HttpServer;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.RdsClientBuilder;

/**
 * A stand-in for RDS on loopback, with an account of its own in which there is nothing yet.
 *
 * <p>It takes snapshots of databases of a real PostgreSQL server, and exports them as Parquet files into a real S3 server,
 * as RDS lays them out. Requests are checked against AWS's model; signatures are not.
 *
 * <p>Time runs: a snapshot is available, and a task goes through its states, within milliseconds. A test that looks at
 * each state calls {@link #halt} first, then {@link #advance} for every step. Thread-safe.
 */
public final class RdsServer implements AutoCloseable {
    static final String ACCESS_KEY_ID = "test-rds";

    private static final Duration DWELL = Duration.ofMillis(20);
    private static final Set<String> EXPORT_ACTIONS =
            Set.of("StartExportTask", "DescribeExportTasks", "CancelExportTask");

    private final S3Server s3;
    private final Timeline timeline = new Timeline(DWELL);
    private final Account account;
    private final RequestFaults faults = new RequestFaults();
    private final List<RdsRequest> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "rds-server");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final RdsClient client;
    private volatile int pageSize = 100;

    private RdsServer(S3Server s3, HttpServer server) {
        this.s3 = s3;
        this.server = server;
        account = new Account(s3, timeline);
        server.createContext(
                "/",
                new QueryHandler(
                        new Actions(account, s3),
                        faults,
                        () -> pageSize,
                        requests::add,
                        Set.of(ACCESS_KEY_ID, s3.accessKeyId())));
        server.setExecutor(executor);
        server.start();
        client = clientBuilder().build();
    }

    /** Start one that exports to a server for S3, as its owner; the region is that server's. */
    public static RdsServer start(S3Server s3) {
        try {
            return new RdsServer(s3, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback", e);
        }
    }

    /** Return the address, with scheme and port and without a path. */
    public URI endpoint() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    /** Return the region, as the SDK names it. */
    public String region() {
        return s3.region();
    }

    /** Return an access key id that is let in; that of the server for S3 is, too, for programs that have but one. */
    public String accessKeyId() {
        return ACCESS_KEY_ID;
    }

    /** Return a secret access key; signatures are not checked. */
    public String secretAccessKey() {
        return "test-secret";
    }

    /** Return where exports go. */
    public S3Server s3() {
        return s3;
    }

    /** Return a client, to arrange and to look behind what is tested. Leave closing it to the server. */
    public RdsClient client() {
        return client;
    }

    /** Return a builder of clients, for a test that needs another one. Close what it builds. */
    public RdsClientBuilder clientBuilder() {
        return RdsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.of(region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId(), secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    /** Add an instance or a cluster, or change the one of its identifier, and return its ARN. */
    public String add(RdsSource source) {
        account.add(source);
        return account.arns().of(source);
    }

    /** Take an automated snapshot of an instance or a cluster, at once available, and return its ARN. */
    public String takeAutomatedSnapshot(RdsSource source) {
        return account.takeAutomated(source).arn(account.arns());
    }

    /** Delete a snapshot, automated or not, whatever uses it: a task that exports it fails. */
    public void deleteSnapshot(String identifier) {
        account.delete(account.snapshot(identifier, false)
                .or(() -> account.snapshot(identifier, true))
                .orElseThrow(() -> new IllegalArgumentException("no snapshot " + identifier)));
    }

    /** Return the ARN of the role that tests export by. */
    public String exportRole() {
        return "arn:aws:iam::" + Arns.ACCOUNT + ":role/export";
    }

    /** Return the key that tests export with: one of the server for S3, where it has one. */
    public String kmsKey() {
        return s3.kmsKey()
                .orElse("arn:aws:kms:" + region() + ":" + Arns.ACCOUNT + ":key/2a5a9d1c-4f0e-4a55-9c4b-0f6a1d6f7c11");
    }

    /** Say what becomes of the tasks that are started from now on. */
    public void script(ExportScript script) {
        account.script(script);
    }

    /** Let the next snapshot that is created fail. */
    public void failNextSnapshot() {
        account.failNextSnapshot();
    }

    /** Refuse more manual snapshots than so many; 100 at first. */
    public void setSnapshotQuota(int quota) {
        account.snapshotQuota(quota);
    }

    /** Answer pages of so many records at most, whatever is asked for; 100 at first. */
    public void setPageSize(int records) {
        pageSize = records;
    }

    /** Answer the next requests of an action by an error, and do not carry them out. */
    public void refuse(String action, RdsError error, int times) {
        faults.add(action, new RequestFaults.Fault.Refused(error), times);
    }

    /** Answer the requests of an action by an error until {@link #clearFaults}. */
    public void refuse(String action, RdsError error) {
        refuse(action, error, Integer.MAX_VALUE);
    }

    /** Be as where RDS does not offer exports, until {@link #clearFaults}: see {@link RdsError#notOffered}. */
    public void offerNoExports() {
        EXPORT_ACTIONS.forEach(action -> refuse(action, RdsError.notOffered(action)));
    }

    /** Carry out the next requests of an action, and end the connection without an answer. */
    public void loseAnswers(String action, int times) {
        faults.add(action, new RequestFaults.Fault.AnswerLost(), times);
    }

    /** End the connection at the next requests of an action, and do not carry them out. */
    public void loseRequests(String action, int times) {
        faults.add(action, new RequestFaults.Fault.RequestLost(), times);
    }

    /** Forget what was said of requests to come. */
    public void clearFaults() {
        faults.clear();
    }

    /** Stop time, until {@link #advance} or {@link #run}; a step that is under way ends. */
    public void halt() {
        timeline.halt();
    }

    /** Let time run, with so long a stay in each state. */
    public void run(Duration dwell) {
        timeline.run(dwell);
    }

    /**
     * Go on by one step while time is halted: with each snapshot that is creating, and each task that has not ended.
     *
     * <p>A snapshot takes two steps. A task takes one to be in progress, one for each table that it writes, and one to
     * complete; a cancelled one takes one.
     */
    public void advance() {
        timeline.advance();
    }

    /** Return the status of a task. */
    public TaskStatus status(String task) {
        return account.task(task)
                .map(ExportTask::status)
                .orElseThrow(() -> new IllegalArgumentException("no task " + task));
    }

    /** Return the tags of a resource. */
    public Map<String, String> tags(String arn) {
        return account.tags(arn);
    }

    /** Return all requests so far, in the order in which they were answered. */
    public List<RdsRequest> requests() {
        return List.copyOf(requests);
    }

    /** Return the requests of an action so far. */
    public List<RdsRequest> requests(String action) {
        return requests.stream()
                .filter(request -> request.action().equals(action))
                .toList();
    }

    /** Stop at once, and let go of the databases. What lies in S3 stays. */
    @Override
    public void close() {
        client.close();
        server.stop(0);
        executor.shutdownNow();
        timeline.close();
        account.close();
    }
}
