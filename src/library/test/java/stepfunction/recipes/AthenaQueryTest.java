package stepfunction.recipes;

import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A Task runs a query of Athena to its end; the role also reads the files of the tables. */
class AthenaQueryTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .allow("s3:GetBucketLocation", "arn:aws:s3:::shop-orders")
                .allow("s3:ListBucket", "arn:aws:s3:::shop-orders")
                .allow("s3:GetObject", "arn:aws:s3:::shop-orders/*");
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Query",
                  "TimeoutSeconds": 700,
                  "States": {
                    "Query": {
                      "Type": "Task",
                      "Resource": "arn:aws:states:::athena:startQueryExecution.sync",
                      "TimeoutSeconds": 600,
                      "Arguments": {
                        "QueryString": "SELECT sum(price) FROM orders WHERE day = ?",
                        "ExecutionParameters": ["{% $states.input.day %}"],
                        "QueryExecutionContext": {"Database": "shop"},
                        "WorkGroup": "reports",
                        "ResultConfiguration": {"OutputLocation": "s3://shop-reports/daily/"}
                      },
                      "Output": "{% $states.result.QueryExecution.ResultConfiguration.OutputLocation %}",
                      "End": true
                    }
                  }
                }
                """;
    }

    @Override
    String example() {
        return """
                {
                  "input": {"day": "2026-11-30"},
                  "mocks": {
                    "Query": {
                      "Return": {
                        "QueryExecution": {"ResultConfiguration": {"OutputLocation": "s3://shop-reports/daily/1.csv"}}
                      }
                    }
                  },
                  "output": "s3://shop-reports/daily/1.csv"
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow CallReports: athena:StartQueryExecution, athena:StopQueryExecution, athena:GetQueryExecution, athena:BatchGetQueryExecution, athena:GetQueryResults, athena:ListQueryExecutions, athena:GetWorkGroup on arn:aws:athena:eu-central-1:123456789012:workgroup/reports
                workflow CallAwsDataCatalog: athena:GetDataCatalog on arn:aws:athena:eu-central-1:123456789012:datacatalog/AwsDataCatalog
                workflow CallDaily: s3:GetBucketLocation, s3:ListBucket, s3:ListBucketMultipartUploads on arn:aws:s3:::shop-reports
                workflow CallDailyObjects: s3:GetObject, s3:PutObject, s3:ListMultipartUploadParts, s3:AbortMultipartUpload on arn:aws:s3:::shop-reports/daily/*
                workflow CallCatalog: glue:GetDatabase, glue:GetTable, glue:GetTables, glue:GetPartition, glue:GetPartitions, glue:BatchGetPartition on arn:aws:glue:eu-central-1:123456789012:catalog
                workflow CallShop: glue:GetDatabase, glue:GetTable, glue:GetTables, glue:GetPartition, glue:GetPartitions, glue:BatchGetPartition on arn:aws:glue:eu-central-1:123456789012:database/shop
                workflow CallShop2: glue:GetTable, glue:GetTables, glue:GetPartition, glue:GetPartitions, glue:BatchGetPartition on arn:aws:glue:eu-central-1:123456789012:table/shop/*
                workflow AllowS3GetBucketLocation: s3:GetBucketLocation, s3:ListBucket on arn:aws:s3:::shop-orders
                workflow AllowS3GetObject: s3:GetObject on arn:aws:s3:::shop-orders/*
                """;
    }
}
