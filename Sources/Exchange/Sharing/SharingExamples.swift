// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

extension Sharing {
    /// What the page registry shows of requests, tasks and following.
    func examples(on connection: any Connection) throws -> [PageExample] {
        let today = Day(number: 0)
        var pages = [
            PageExample(SharingLinks.noticeList),
            PageExample(
                SharingLinks.noticeList([("art", "offer"), ("thema", Topic.funding.rawValue)]), state: "filtered"),
            PageExample(SharingLinks.noticeList([("bibliothek", "9999999")]), state: "empty"),
            PageExample(SharingLinks.noticeList([("stand", "settled")]), state: "settled"),
            PageExample(SharingLinks.noticeList([("stand", "hidden")]), state: "hidden", viewer: .staff),
            PageExample(SharingLinks.taskList),
            PageExample(SharingLinks.taskList([("stand", "finished")]), state: "finished"),
            PageExample(SharingLinks.taskList([("thema", Topic.gaming.rawValue)]), state: "empty"),
            PageExample(SharingLinks.newNotice, state: "forbidden", viewer: .staff),
            PageExample(SharingLinks.subscriptions, viewer: .staff),
            PageExample(SharingLinks.newSubscription(.topic(.making)), viewer: .staff),
            PageExample(
                SharingLinks.savedSearches, state: "error", viewer: .staff, post: [("name", ""), ("suche", "q=lesen")]),
            PageExample(SharingLinks.unsubscribe(.random()), state: "unknown"),
        ]
        for isSettled in [false, true] {
            let filter = NoticeStore.Filter(isSettled: isSettled)
            let found = try notices.store.notices(filter, today: today, limit: 2, on: connection)
            for notice in found {
                let state = isSettled ? "settled" : "full"
                pages.append(PageExample(SharingLinks.notice(notice.id), state: state))
                let hiding = SharingLinks.notice(notice.id, "ausblenden")
                pages += [
                    PageExample(hiding, viewer: .staff),
                    PageExample(hiding, state: "error", viewer: .staff, post: [("reason", "")]),
                ]
            }
        }
        for isFinished in [false, true] {
            for task in try tasks.store.tasks(finished: isFinished, limit: 1, on: connection) {
                pages += [
                    PageExample(SharingLinks.task(task.id), state: isFinished ? "finished" : "full"),
                    PageExample(SharingLinks.task(task.id, "ausblenden"), viewer: .staff),
                ]
                if !isFinished {
                    pages.append(
                        PageExample(SharingLinks.task(task.id, "abschluss"), state: "conflict", viewer: .staff))
                }
            }
        }
        return pages
    }
}
