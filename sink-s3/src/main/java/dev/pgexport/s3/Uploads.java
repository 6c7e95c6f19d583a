package dev.pgexport.s3;

/**
 * What all objects of a sink are uploaded with.
 *
 * @param bucket takes the requests
 * @param location says what keys are called
 * @param pool has the memory
 * @param background has the threads
 * @param plan how parts grow
 * @param direct after how many parts of an object bigger ones are made by the server, 1 or more
 * @param greatestCopy how many bytes the server copies by one request
 * @param lookup finds objects
 */
record Uploads(
        Bucket bucket,
        S3Location location,
        BufferPool pool,
        Background background,
        PartPlan plan,
        int direct,
        long greatestCopy,
        Lookup lookup) {

    Doubt doubt() {
        return new Doubt(lookup);
    }
}
