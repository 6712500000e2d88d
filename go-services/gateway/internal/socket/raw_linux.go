package socket

import (
	"syscall"
	"unsafe"
)

// Only Linux promises that a socket in non-blocking mode is all that a bare system call needs.
const supported = true

func read(descriptor uintptr, target []byte) (int, syscall.Errno) {
	return again(syscall.SYS_READ, descriptor, target)
}

func write(descriptor uintptr, source []byte) (int, syscall.Errno) {
	return again(syscall.SYS_WRITE, descriptor, source)
}

// again repeats a call that a signal broke off before anything happened.
func again(call, descriptor uintptr, bytes []byte) (int, syscall.Errno) {
	for {
		n, _, errno := syscall.RawSyscall(call, descriptor, uintptr(unsafe.Pointer(unsafe.SliceData(bytes))), uintptr(len(bytes)))
		if errno != syscall.EINTR {
			return int(n), errno
		}
	}
}

// peek tells what a read would do, without waiting or taking anything.
func peek(descriptor uintptr) (int, syscall.Errno) {
	var one [1]byte
	for {
		n, _, errno := syscall.RawSyscall6(syscall.SYS_RECVFROM, descriptor, uintptr(unsafe.Pointer(&one[0])), 1,
			syscall.MSG_PEEK|syscall.MSG_DONTWAIT, 0, 0)
		if errno != syscall.EINTR {
			return int(n), errno
		}
	}
}
