// The constraints and indexes that qiantou makes in a Neo4j database before it writes; running them again changes
// nothing. `qiantou load` and the import's finish.cypher run them by themselves.
CREATE CONSTRAINT qiantou_department_key IF NOT EXISTS FOR (n:Department) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT qiantou_zone_key IF NOT EXISTS FOR (n:Zone) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT qiantou_industrychain_key IF NOT EXISTS FOR (n:IndustryChain) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT qiantou_industryclass_key IF NOT EXISTS FOR (n:IndustryClass) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT qiantou_measure_key IF NOT EXISTS FOR (n:Measure) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT qiantou_plan_key IF NOT EXISTS FOR (n:Plan) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT qiantou_goal_key IF NOT EXISTS FOR (n:Goal) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT qiantou_lock_key IF NOT EXISTS FOR (n:QiantouLock) REQUIRE n.key IS UNIQUE;
CREATE INDEX qiantou_department_name IF NOT EXISTS FOR (n:Department) ON (n.name);
CREATE INDEX qiantou_department_line IF NOT EXISTS FOR (n:Department) ON (n.line);
CREATE INDEX qiantou_zone_name IF NOT EXISTS FOR (n:Zone) ON (n.name);
CREATE INDEX qiantou_industrychain_name IF NOT EXISTS FOR (n:IndustryChain) ON (n.name);
CREATE INDEX qiantou_industryclass_name IF NOT EXISTS FOR (n:IndustryClass) ON (n.name);
CREATE INDEX qiantou_industryclass_code IF NOT EXISTS FOR (n:IndustryClass) ON (n.code);
CREATE INDEX qiantou_measure_plan IF NOT EXISTS FOR (n:Measure) ON (n.plan);
CREATE INDEX qiantou_measure_scope IF NOT EXISTS FOR (n:Measure) ON (n.scope);
CREATE INDEX qiantou_measure_first_due IF NOT EXISTS FOR (n:Measure) ON (n.first_due);
CREATE INDEX qiantou_measure_last_due IF NOT EXISTS FOR (n:Measure) ON (n.last_due);
CREATE INDEX qiantou_plan_title IF NOT EXISTS FOR (n:Plan) ON (n.title);
CREATE INDEX qiantou_plan_document_number IF NOT EXISTS FOR (n:Plan) ON (n.document_number);
CREATE INDEX qiantou_plan_date IF NOT EXISTS FOR (n:Plan) ON (n.date);
CREATE INDEX qiantou_goal_indicator IF NOT EXISTS FOR (n:Goal) ON (n.indicator);
CREATE INDEX qiantou_goal_due IF NOT EXISTS FOR (n:Goal) ON (n.due);
CREATE TEXT INDEX qiantou_plan_title_part IF NOT EXISTS FOR (n:Plan) ON (n.title);
CREATE FULLTEXT INDEX qiantou_words IF NOT EXISTS FOR (n:Department|Zone|IndustryChain|Plan|Measure) ON EACH [n.name, n.aliases, n.title, n.document_number, n.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
