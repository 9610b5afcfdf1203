// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

extension Sharing {
    /// What the page registry shows of requests, tasks and following.
    func examples(on connection: any Connection) throws -> [PageExample] {
        let today = Day(number: 0)
        let libraries = try ports.firstLibraries(6, connection).map(\.id)
        var pages = lists
        if let first = libraries.first { pages += beginning(for: .member(first)) }
        if let answer = try firstAnswer(today: today, on: connection) {
            pages += hiding(SharingLinks.answer(answer.id, to: answer.notice, "ausblenden"))
        }
        for isSettled in [false, true] {
            let filter = NoticeStore.Filter(isSettled: isSettled)
            let found = try notices.store.notices(filter, today: today, limit: 2, on: connection)
            if !isSettled, let notice = found.first {
                pages += examples(of: notice, for: .member(notice.library))
                if let other = libraries.first(where: { $0 != notice.library }) {
                    pages += answering(notice, for: .member(other))
                }
            }
            for notice in found {
                pages.append(PageExample(SharingLinks.notice(notice.id), state: isSettled ? "settled" : "full"))
                pages += hiding(SharingLinks.notice(notice.id, "ausblenden"))
            }
        }
        for isFinished in [false, true] {
            for task in try tasks.store.tasks(finished: isFinished, limit: isFinished ? 1 : 2, on: connection) {
                pages += [
                    PageExample(SharingLinks.task(task.id), state: isFinished ? "finished" : "full"),
                    PageExample(SharingLinks.task(task.id, "ausblenden"), viewer: .staff),
                ]
                if !isFinished { pages += examples(of: task) }
            }
        }
        return pages
    }

    private var lists: [PageExample] {
        [
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
    }

    private func hiding(_ link: Link) -> [PageExample] {
        [
            PageExample(link, viewer: .staff),
            PageExample(link, state: "error", viewer: .staff, post: [("reason", "")]),
        ]
    }

    private func firstAnswer(today: Day, on connection: any Connection) throws -> NoticeAnswer? {
        for notice in try notices.store.notices(NoticeStore.Filter(), today: today, limit: 20, on: connection) {
            if let answer = try notices.store.answers(to: notice.id, on: connection).first { return answer }
        }
        return nil
    }

    /// The forms in which something new is written.
    private func beginning(for member: PageExample.Viewer) -> [PageExample] {
        [
            PageExample(SharingLinks.noticeList, state: "member", viewer: member),
            PageExample(SharingLinks.newNotice, viewer: member),
            PageExample(SharingLinks.newNotice(.offer), state: "offer", viewer: member),
            PageExample(
                SharingLinks.noticeList, state: "error", viewer: member,
                post: [("art", Notice.Kind.offer.rawValue), ("last_day", "gestern")]),
            PageExample(SharingLinks.taskList, state: "member", viewer: member),
            PageExample(SharingLinks.newTask, viewer: member),
            PageExample(
                SharingLinks.taskList, state: "error", viewer: member,
                post: [("title", ""), ("part1.title", "Aushang"), ("part1.hours", "viele")]),
        ]
    }

    /// What the library sees that wrote a notice.
    private func examples(of notice: Notice, for member: PageExample.Viewer) -> [PageExample] {
        let edit = SharingLinks.notice(notice.id, "bearbeiten")
        let settlement = SharingLinks.notice(notice.id, "erledigung")
        return [
            PageExample(SharingLinks.notice(notice.id), state: "own", viewer: member),
            PageExample(edit, viewer: member),
            PageExample(edit, state: "error", viewer: member, post: [("title", "")]),
            PageExample(settlement, viewer: member),
            PageExample(settlement, state: "error", viewer: member, post: [("measure", "keine")]),
            PageExample(SharingLinks.notice(notice.id, "ruecknahme"), viewer: member),
        ]
    }

    /// What others see who may answer it.
    private func answering(_ notice: Notice, for member: PageExample.Viewer) -> [PageExample] {
        let contact = SharingLinks.notice(notice.id, "kontakt")
        return [
            PageExample(SharingLinks.notice(notice.id), state: "of another", viewer: member),
            PageExample(
                SharingLinks.notice(notice.id, "antworten"), state: "error", viewer: member, post: [("words", "")]),
            PageExample(contact, viewer: member),
            PageExample(contact, state: "error", viewer: member, post: [("words", "")]),
        ]
    }

    /// What those see of an ongoing task who keep it, and who have one of its parts.
    private func examples(of task: SharedTask) -> [PageExample] {
        let keeper = PageExample.Viewer.member(task.library)
        let (edit, parts) = (SharingLinks.task(task.id, "bearbeiten"), SharingLinks.task(task.id, "teile"))
        let isUnderWay = task.parts.contains { !$0.isFree && $0.outcome == nil }
        var pages = [
            PageExample(SharingLinks.task(task.id), state: "own", viewer: keeper),
            PageExample(edit, viewer: keeper),
            PageExample(edit, state: "error", viewer: keeper, post: [("title", "")]),
            PageExample(parts, viewer: keeper),
            PageExample(parts, state: "error", viewer: keeper, post: [("title", ""), ("hours", "viele")]),
            PageExample(
                SharingLinks.task(task.id, "abschluss"), state: isUnderWay ? "conflict" : "full", viewer: keeper),
            PageExample(SharingLinks.task(task.id, "ruecknahme"), viewer: keeper),
        ]
        for part in task.parts.filter(\.isFree).prefix(1) {
            let edit = SharingLinks.part(part.id, of: task.id, "bearbeiten")
            pages += [
                PageExample(edit, viewer: keeper),
                PageExample(edit, state: "error", viewer: keeper, post: [("hours", "viele")]),
            ]
        }
        for part in task.parts where part.holder != nil {
            guard let library = part.holder?.library else { continue }
            let holder = PageExample.Viewer.member(library)
            let outcome = SharingLinks.part(part.id, of: task.id, "ergebnis")
            pages += [
                PageExample(SharingLinks.task(task.id), state: "taken", viewer: holder),
                PageExample(outcome, state: part.outcome == nil ? "empty" : "full", viewer: holder),
            ]
            guard part.outcome == nil else { continue }
            pages += [
                PageExample(
                    outcome, state: "false file", viewer: holder, post: [("spent", "2")],
                    file: PageExample.File("file", name: "a.pdf", contentType: "application/pdf", content: "kein PDF")),
                PageExample(
                    outcome, state: "waiting file", viewer: holder, post: [("spent", "lange")],
                    file: PageExample.File("file", name: "a.txt", contentType: "text/plain", content: "Fertig.\n")),
            ]
        }
        return pages
    }
}
