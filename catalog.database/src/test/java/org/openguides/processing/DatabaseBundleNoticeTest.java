package org.openguides.processing;

/** Checks the NOTICE of this bundle like that of the core. */
class DatabaseBundleNoticeTest extends NoticeTest {}
