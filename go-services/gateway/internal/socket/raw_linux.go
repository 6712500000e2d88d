package socket

import (
	"encoding/binary"
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

// ackedAt is the place of tcpi_bytes_acked in the kernel's struct tcp_info, and handshake what it counts for opening a
// connection.
const (
	ackedAt   = 120
	handshake = 1
)

// acknowledged counts the bytes written that the other side acknowledged.
func acknowledged(descriptor uintptr) (uint64, bool) {
	var info [ackedAt + 8]byte
	size := uint32(len(info))
	_, _, errno := syscall.RawSyscall6(syscall.SYS_GETSOCKOPT, descriptor, syscall.IPPROTO_TCP, syscall.TCP_INFO,
		uintptr(unsafe.Pointer(&info[0])), uintptr(unsafe.Pointer(&size)), 0)
	count := binary.NativeEndian.Uint64(info[ackedAt:])
	return count - handshake, errno == 0 && size == uint32(len(info)) && count >= handshake
}
